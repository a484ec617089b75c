package dev.orderapp.shop.product;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Changes the stock by hand, and records who did it and why. */
@Service
public class StockAdjustments {

    private final StockChanges changes;
    private final Products products;
    private final Transactions transactions;
    private final Clock clock;

    StockAdjustments(StockChanges changes, Products products, Transactions transactions, Clock clock) {
        this.changes = changes;
        this.products = products;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Adds pieces, or takes some away, once however often the submission arrives.
     *
     * @return the change; {@code repeated} tells whether it had been made before
     * @throws UnknownProductException if there is none
     * @throws ProblemException if fewer are left than are to be taken, or the key named another change
     */
    public Applied change(Submission submission, Locale locale) {
        requireProduct(submission.product());
        try {
            long id = transactions.execute(() -> changeNew(submission, locale));
            return new Applied(changes.find(id).orElseThrow(), false);
        } catch (DuplicateKeyException e) {
            return new Applied(existing(submission), true);
        }
    }

    /** The changes of a product's stock, the newest first. */
    public ResultPage<StockChange> list(long product, PageRequest page) {
        requireProduct(product);
        return changes.list(product, page);
    }

    /** The record's row comes first: its unique key makes the same submission elsewhere wait for our end. */
    private long changeNew(Submission submission, Locale locale) {
        long id = changes.insert(submission, clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!products.adjustStock(submission.product(), submission.change())) {
            Product product = products.find(submission.product()).orElseThrow();
            throw new ProblemException(
                            Problem.OUT_OF_STOCK,
                            product.stock(),
                            product.name().in(locale))
                    .with("productId", product.id())
                    .with("available", product.stock());
        }
        return id;
    }

    private StockChange existing(Submission submission) {
        return changes.findByIdempotencyKey(submission.staff(), submission.key(), submission.product())
                .filter(change -> change.change() == submission.change())
                .orElseThrow(() -> new ProblemException(Problem.IDEMPOTENCY_KEY_REUSED));
    }

    private void requireProduct(long id) {
        products.find(id).orElseThrow(() -> new UnknownProductException(id));
    }

    /**
     * A request to change the stock, which may reach the shop several times.
     *
     * @param key names the submission among all of that account
     * @param change pieces to add; below zero to take away
     */
    public record Submission(AccountId staff, UUID key, long product, int change, String reason) {}

    /** @param repeated whether the change had been made before this submission */
    public record Applied(StockChange change, boolean repeated) {}
}
