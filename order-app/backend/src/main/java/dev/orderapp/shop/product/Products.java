package dev.orderapp.shop.product;

import dev.orderapp.shop.language.Text;
import dev.orderapp.shop.picture.PictureName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The products and their stock in the database. */
@Repository
public class Products {

    /** Far below what the database can count. */
    public static final int MAX_STOCK = 1_000_000_000;

    private static final String SELECT = """
            SELECT p.id, p.name, p.name_ko, p.description_en, p.description_ko, p.price, p.stock, c.code AS category,
                   p.picture, p.active, p.version
            FROM product p LEFT JOIN category c ON c.id = p.category_id
            """;

    private final JdbcClient jdbc;

    Products(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The product of that id, withdrawn or not, if there ever was one. */
    public Optional<Product> find(long id) {
        return jdbc.sql(SELECT + "WHERE p.id = ?")
                .param(id)
                .query(Products::product)
                .optional();
    }

    /** Those of the ids that exist, withdrawn or not, in the order of the ids given. */
    public List<Product> findAll(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = jdbc.sql(SELECT + "WHERE p.id IN (:ids)").param("ids", ids).query(Products::product).list().stream()
                .collect(Collectors.toMap(Product::id, Function.identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /**
     * Takes so many pieces of what is for sale, if so many are left. The row stays locked until the transaction ends:
     * whoever takes several products takes them in the order of their ids, or two orders may wait for each other.
     *
     * @return whether they were taken; false also if there is no such product for sale
     */
    public boolean take(long id, int quantity) {
        return jdbc.sql("UPDATE product SET stock = stock - ? WHERE id = ? AND active = TRUE AND stock >= ?")
                        .params(quantity, id, quantity)
                        .update()
                == 1;
    }

    /** Puts pieces back that an order had taken. Locks as {@link #take} does. */
    public void putBack(long id, int quantity) {
        jdbc.sql("UPDATE product SET stock = stock + ? WHERE id = ?")
                .params(quantity, id)
                .update();
    }

    private static Product product(ResultSet row, int number) throws SQLException {
        return new Product(
                row.getLong("id"),
                new Text(row.getString("name"), Objects.requireNonNullElse(row.getString("name_ko"), "")),
                new Text(row.getString("description_en"), row.getString("description_ko")),
                row.getBigDecimal("price"),
                row.getInt("stock"),
                Optional.ofNullable(row.getString("category")),
                Optional.ofNullable(row.getString("picture")).map(PictureName::parse),
                row.getBoolean("active"),
                row.getInt("version"));
    }
}
