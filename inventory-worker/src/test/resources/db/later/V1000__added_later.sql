-- What the version after this one might add.
ALTER TABLE orders ADD COLUMN added_later text;
