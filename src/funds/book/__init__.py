"""The book (账簿): a sealed fair copy of the record as Beancount text, written, read back and checked alone."""
