package dev.orderapp.shop.product;

import dev.orderapp.shop.paging.Page;
import dev.orderapp.shop.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The products and their stock in the database. */
@Repository
public class Products {

    private final JdbcClient jdbc;

    Products(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The products whose name contains the text, in any case; all of them for an empty text. */
    public Page<Product> search(String text, PageRequest page) {
        String pattern = "%" + escaped(text) + "%";
        List<Product> items = jdbc.sql(
                        "SELECT id, name, price, stock FROM product WHERE name LIKE ? ORDER BY name, id LIMIT ? OFFSET ?")
                .params(pattern, page.size(), page.offset())
                .query(Products::product)
                .list();
        long total = jdbc.sql("SELECT COUNT(*) FROM product WHERE name LIKE ?")
                .param(pattern)
                .query(Long.class)
                .single();
        return new Page<>(items, page.page(), page.size(), total);
    }

    /** The product of that id, if there is one. */
    public Optional<Product> find(long id) {
        return jdbc.sql("SELECT id, name, price, stock FROM product WHERE id = ?")
                .param(id)
                .query(Products::product)
                .optional();
    }

    /** Those of the ids that exist. */
    public List<Product> findAll(Collection<Long> ids) {
        return jdbc.sql("SELECT id, name, price, stock FROM product WHERE id IN (:ids) ORDER BY id")
                .param("ids", ids)
                .query(Products::product)
                .list();
    }

    /**
     * Takes so many pieces, if so many are left. The row stays locked until the transaction ends: whoever takes several
     * products takes them in the order of their ids, or two orders may wait for each other.
     *
     * @return whether they were taken; false also if there is no such product
     */
    public boolean take(long id, int quantity) {
        return jdbc.sql("UPDATE product SET stock = stock - ? WHERE id = ? AND stock >= ?")
                        .params(quantity, id, quantity)
                        .update()
                == 1;
    }

    /** The text with what LIKE reads as a wildcard made literal. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Product product(ResultSet row, int number) throws SQLException {
        return new Product(row.getLong("id"), row.getString("name"), row.getBigDecimal("price"), row.getInt("stock"));
    }
}
