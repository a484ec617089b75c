package dev.orderapp.shop.product;

import dev.orderapp.shop.language.LocalizedText;
import dev.orderapp.shop.picture.PictureName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The products and their stock in the database. */
@Repository
public class Products {

    /** Far below what the database can count. */
    public static final int MAX_STOCK = 1_000_000_000;

    private static final String SELECT = """
            SELECT p.id, p.name, p.name_ko, p.description_en, p.description_ko, p.price, p.stock, c.code AS category,
                   p.picture, p.active, p.version, p.weight_grams
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

    /**
     * Inserts a product.
     *
     * @param key names the submission that asked for it
     * @return the product's id
     * @throws org.springframework.dao.DuplicateKeyException if there is a product of that key
     */
    long insert(UUID key, ProductDraft draft, Optional<Long> category, int stock) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO product (name, name_ko, description_en, description_ko, price, category_id,
                                             picture, weight_grams, stock, creation_key)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        draft.name().english(),
                        orNull(draft.name().korean()),
                        draft.description().english(),
                        draft.description().korean(),
                        draft.price(),
                        category.orElse(null),
                        draft.picture().map(Object::toString).orElse(null),
                        draft.grams().orElse(0),
                        stock,
                        key.toString())
                .update(id, "id");
        return id.getKeyAs(Number.class).longValue();
    }

    /** The product that was inserted with that key. */
    Product findByIdempotencyKey(UUID key) {
        return jdbc.sql(SELECT + "WHERE p.creation_key = ?")
                .param(key.toString())
                .query(Products::product)
                .single();
    }

    /** Changes that version of the product, and returns whether it did: not if there is no such version any more. */
    boolean update(long id, ProductDraft draft, Optional<Long> category, boolean active, int version) {
        return jdbc.sql("""
                        UPDATE product SET name = ?, name_ko = ?, description_en = ?, description_ko = ?, price = ?,
                                           category_id = ?, picture = ?, active = ?,
                                           weight_grams = COALESCE(?, weight_grams), searchable = FALSE,
                                           version = version + 1
                        WHERE id = ? AND version = ?
                        """)
                        .params(
                                draft.name().english(),
                                orNull(draft.name().korean()),
                                draft.description().english(),
                                draft.description().korean(),
                                draft.price(),
                                category.orElse(null),
                                draft.picture().map(Object::toString).orElse(null),
                                active,
                                draft.grams().orElse(null),
                                id,
                                version)
                        .update()
                == 1;
    }

    /** Ends the sale of the product, if it hasn't ended. */
    boolean withdraw(long id) {
        return jdbc.sql("UPDATE product SET active = FALSE, version = version + 1 WHERE id = ? AND active = TRUE")
                        .param(id)
                        .update()
                == 1;
    }

    /** Adds pieces, or takes some away, and returns whether it did: not if fewer than none or too many would be left. */
    boolean adjustStock(long id, int change) {
        return jdbc.sql("UPDATE product SET stock = stock + ? WHERE id = ? AND stock + ? BETWEEN 0 AND ?")
                        .params(change, id, change, MAX_STOCK)
                        .update()
                == 1;
    }

    private static Product product(ResultSet row, int number) throws SQLException {
        return new Product(
                row.getLong("id"),
                new LocalizedText(row.getString("name"), Objects.requireNonNullElse(row.getString("name_ko"), "")),
                new LocalizedText(row.getString("description_en"), row.getString("description_ko")),
                row.getBigDecimal("price"),
                row.getInt("stock"),
                Optional.ofNullable(row.getString("category")),
                Optional.ofNullable(row.getString("picture")).map(PictureName::parse),
                row.getBoolean("active"),
                row.getInt("version"),
                row.getInt("weight_grams"));
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
