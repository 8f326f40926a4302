"""From a path to the article that is analysed: files of every kind, decoding, zones, furniture, source and date."""
