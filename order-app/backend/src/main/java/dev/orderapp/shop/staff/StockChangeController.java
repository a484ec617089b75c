package dev.orderapp.shop.staff;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import dev.orderapp.shop.product.Products;
import dev.orderapp.shop.product.StockAdjustments;
import dev.orderapp.shop.product.StockChange;
import dev.orderapp.shop.product.UnknownProductException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/staff/products/{product}/stock-changes")
class StockChangeController {

    private static final int PAGE_SIZE = 20;

    private final StockAdjustments adjustments;
    private final Products products;

    StockChangeController(StockAdjustments adjustments, Products products) {
        this.adjustments = adjustments;
        this.products = products;
    }

    @PostMapping
    ResponseEntity<AppliedChange> change(
            @AuthenticationPrincipal AccountId staff,
            @PathVariable long product,
            @RequestHeader("Idempotency-Key") UUID key,
            @RequestBody ChangeRequest body,
            Locale locale) {
        StockAdjustments.Applied applied = adjustments.change(
                new StockAdjustments.Submission(staff, key, product, body.pieces(), body.reasonText()), locale);
        int stock = products.find(product)
                .orElseThrow(() -> new UnknownProductException(product))
                .stock();
        return ResponseEntity.status(applied.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(AppliedChange.of(applied.change(), stock));
    }

    @GetMapping
    ResultPage<StockChange> list(@PathVariable long product, @RequestParam(defaultValue = "0") int page) {
        return adjustments.list(product, new PageRequest(page, PAGE_SIZE));
    }

    /** @param change pieces to add; below zero to take away */
    record ChangeRequest(int change, String reason) {

        int pieces() {
            if (change == 0) {
                throw new InvalidFieldException("change", "not-zero");
            }
            return Require.between("change", change, -Products.MAX_STOCK, Products.MAX_STOCK);
        }

        String reasonText() {
            return Require.line("reason", reason, 0, 200);
        }
    }

    /** @param stock pieces that there are now */
    record AppliedChange(long id, int change, String reason, Instant at, String by, int stock) {

        static AppliedChange of(StockChange change, int stock) {
            return new AppliedChange(change.id(), change.change(), change.reason(), change.at(), change.by(), stock);
        }
    }
}
