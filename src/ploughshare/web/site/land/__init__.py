"""What the site shows of the land account: pictures and tables made from it once for each publication, then only read."""
