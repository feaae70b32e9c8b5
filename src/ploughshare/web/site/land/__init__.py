"""What the site shows of the land account: pictures and tables made once for each publication, and then only read."""
