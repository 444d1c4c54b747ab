"""Photos and files of accounts, visits, reports and quotations; the bytes travel apart from what is said of them."""
