"""An invented register of people to match with, for the site's own index and for the rival."""
