"""The front door of attachments: what other modules may use."""
