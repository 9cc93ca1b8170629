"""Electronic invoices (数电票 and older ones): read from XML, OFD and zips, and held against the spending they support."""
