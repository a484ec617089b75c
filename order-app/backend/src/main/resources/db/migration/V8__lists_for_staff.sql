-- What staff look for among many orders: those of a state or of a customer in the order of their placing, and customers by the beginning of
-- their names. Indexes alone: the release before writes and reads as ever. By product, the index of the foreign key serves.
ALTER TABLE customer_order
    ADD INDEX IF NOT EXISTS customer_order_of_state_by_time (state, placed_at),
    ADD INDEX IF NOT EXISTS customer_order_of_customer_by_time (customer_id, placed_at);

ALTER TABLE customer
    ADD INDEX IF NOT EXISTS customer_by_name (name);
