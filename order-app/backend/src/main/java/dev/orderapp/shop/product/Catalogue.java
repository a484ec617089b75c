package dev.orderapp.shop.product;

import dev.orderapp.shop.picture.Pictures;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;

/** Changes what is for sale. Who may call it is for the caller to see to. */
@Service
public class Catalogue {

    private final JdbcClient jdbc;
    private final Products products;
    private final Categories categories;
    private final Pictures pictures;
    private final ProductIndex index;

    Catalogue(JdbcClient jdbc, Products products, Categories categories, Pictures pictures, ProductIndex index) {
        this.jdbc = jdbc;
        this.products = products;
        this.categories = categories;
        this.pictures = pictures;
        this.index = index;
    }

    /**
     * Puts a product up for sale, once however often the attempt arrives.
     *
     * @param key names the attempt
     * @param stock pieces that there are
     * @throws ProblemException if there is no such category or picture
     */
    public Product add(UUID key, ProductDraft draft, int stock) {
        Optional<Long> category = category(draft);
        requirePicture(draft);
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        try {
            jdbc.sql("""
                            INSERT INTO product (name, name_ko, description_en, description_ko, price, category_id,
                                                 picture, stock, creation_key)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            draft.name().english(),
                            orNull(draft.name().korean()),
                            draft.description().english(),
                            draft.description().korean(),
                            draft.price(),
                            category.orElse(null),
                            draft.picture().map(Object::toString).orElse(null),
                            stock,
                            key.toString())
                    .update(id, "id");
        } catch (DuplicateKeyException e) {
            return ofBefore(key);
        }
        index.catchUp();
        return products.find(id.getKeyAs(Number.class).longValue()).orElseThrow();
    }

    /**
     * Says something else of a product.
     *
     * @param active whether it is for sale from now on
     * @param version of the product that the change was made to
     * @throws UnknownProductException if there is none
     * @throws ProblemException if somebody else changed it meanwhile, or there is no such category or picture
     */
    public Product change(long id, ProductDraft draft, boolean active, int version) {
        Optional<Long> category = category(draft);
        requirePicture(draft);
        int changed = jdbc.sql("""
                        UPDATE product SET name = ?, name_ko = ?, description_en = ?, description_ko = ?, price = ?,
                                           category_id = ?, picture = ?, active = ?, searchable = FALSE,
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
                        id,
                        version)
                .update();
        if (changed == 0) {
            products.find(id).orElseThrow(() -> new UnknownProductException(id));
            throw new ProblemException(Problem.CHANGED_MEANWHILE);
        }
        index.catchUp();
        return products.find(id).orElseThrow();
    }

    /**
     * Ends the sale of a product, if it hasn't ended.
     *
     * @throws UnknownProductException if there is none
     */
    public void withdraw(long id) {
        products.find(id).orElseThrow(() -> new UnknownProductException(id));
        jdbc.sql("UPDATE product SET active = FALSE, version = version + 1 WHERE id = ? AND active = TRUE")
                .param(id)
                .update();
    }

    private Product ofBefore(UUID key) {
        long id = jdbc.sql("SELECT id FROM product WHERE creation_key = ?")
                .param(key.toString())
                .query(Long.class)
                .single();
        return products.find(id).orElseThrow();
    }

    private Optional<Long> category(ProductDraft draft) {
        return draft.category()
                .map(code ->
                        categories.find(code).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_CATEGORY, code)));
    }

    private void requirePicture(ProductDraft draft) {
        if (draft.picture().isPresent() && !pictures.exists(draft.picture().get())) {
            throw new ProblemException(Problem.PICTURE_NOT_UPLOADED);
        }
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
