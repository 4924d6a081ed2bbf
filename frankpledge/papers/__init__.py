"""Documents from frozen blocks: Word, PDF/UA-1 and spreadsheets, with no page's markup."""
