package dev.orderapp.shop.product;

import dev.orderapp.shop.picture.Pictures;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Changes what is for sale. The caller checks that it is staff. */
@Service
public class Catalogue {

    private final Products products;
    private final Categories categories;
    private final Pictures pictures;
    private final ProductIndex index;

    Catalogue(Products products, Categories categories, Pictures pictures, ProductIndex index) {
        this.products = products;
        this.categories = categories;
        this.pictures = pictures;
        this.index = index;
    }

    /**
     * Puts a product up for sale, once however often the submission arrives.
     *
     * @param key names the submission
     * @param stock pieces that there are
     * @throws ProblemException if there is no such category or picture
     */
    public Product add(UUID key, ProductDraft draft, int stock) {
        Optional<Long> category = category(draft);
        requirePicture(draft);
        long id;
        try {
            id = products.insert(key, draft, category, stock);
        } catch (DuplicateKeyException e) {
            return products.findByIdempotencyKey(key);
        }
        index.catchUp();
        return products.find(id).orElseThrow();
    }

    /**
     * Changes what is said of a product.
     *
     * @param active whether it is for sale from now on
     * @param version of the product that the change was made to
     * @throws UnknownProductException if there is none
     * @throws ProblemException if somebody else changed it meanwhile, or there is no such category or picture
     */
    public Product change(long id, ProductDraft draft, boolean active, int version) {
        Optional<Long> category = category(draft);
        requirePicture(draft);
        if (!products.update(id, draft, category, active, version)) {
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
        products.withdraw(id);
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
}
