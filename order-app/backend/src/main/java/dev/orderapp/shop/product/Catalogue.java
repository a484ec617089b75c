package dev.orderapp.shop.product;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.audit.AuditAction;
import dev.orderapp.shop.audit.AuditLog;
import dev.orderapp.shop.database.Transactions;
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
    private final AuditLog audit;
    private final Transactions transactions;

    Catalogue(
            Products products,
            Categories categories,
            Pictures pictures,
            ProductIndex index,
            AuditLog audit,
            Transactions transactions) {
        this.products = products;
        this.categories = categories;
        this.pictures = pictures;
        this.index = index;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Puts a product up for sale, once however often the submission arrives.
     *
     * @param by who does
     * @param key names the submission
     * @param stock pieces that there are
     * @throws ProblemException if there is no such category or picture
     */
    public Product add(AccountId by, UUID key, ProductDraft draft, int stock) {
        Optional<Long> category = category(draft);
        requirePicture(draft);
        long id;
        try {
            id = transactions.execute(() -> {
                long added = products.insert(key, draft, category, stock);
                record(by, AuditAction.PRODUCT_ADDED, added, draft.name().english());
                return added;
            });
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
    public Product change(AccountId by, long id, ProductDraft draft, boolean active, int version) {
        Optional<Long> category = category(draft);
        requirePicture(draft);
        transactions.execute(() -> {
            Product before = products.find(id).orElseThrow(() -> new UnknownProductException(id));
            if (!products.update(id, draft, category, active, version)) {
                throw new ProblemException(Problem.CHANGED_MEANWHILE);
            }
            record(
                    by,
                    AuditAction.PRODUCT_CHANGED,
                    id,
                    before.name().english() + ": " + draft.differences(before, active));
            return id;
        });
        index.catchUp();
        return products.find(id).orElseThrow();
    }

    /**
     * Ends the sale of a product, if it hasn't ended.
     *
     * @throws UnknownProductException if there is none
     */
    public void withdraw(AccountId by, long id) {
        transactions.execute(() -> {
            Product product = products.find(id).orElseThrow(() -> new UnknownProductException(id));
            if (products.withdraw(id)) {
                record(by, AuditAction.PRODUCT_WITHDRAWN, id, product.name().english());
            }
            return id;
        });
    }

    private void record(AccountId by, AuditAction action, long product, String detail) {
        audit.record(by, action, Optional.of(product), detail);
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
