"""Bank statements: any bank's file, read by a profile that is data, with every row told and every balance checked."""
