package dev.orderapp.shop.cart;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.picture.PictureName;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/cart")
class CartController {

    private final Carts carts;

    CartController(Carts carts) {
        this.carts = carts;
    }

    @GetMapping
    CartResponse get(@AuthenticationPrincipal AccountId customer, Locale locale) {
        return CartResponse.of(carts.of(customer), locale);
    }

    @PutMapping("/items/{product}")
    CartResponse put(
            @AuthenticationPrincipal AccountId customer,
            @PathVariable long product,
            @RequestBody QuantityRequest body,
            Locale locale) {
        carts.put(customer, product, Require.between("quantity", body.quantity(), 1, Cart.MAX_QUANTITY));
        return get(customer, locale);
    }

    @DeleteMapping("/items/{product}")
    CartResponse remove(@AuthenticationPrincipal AccountId customer, @PathVariable long product, Locale locale) {
        carts.remove(customer, List.of(product));
        return get(customer, locale);
    }

    @DeleteMapping
    CartResponse clear(@AuthenticationPrincipal AccountId customer, Locale locale) {
        carts.clear(customer);
        return get(customer, locale);
    }

    @PostMapping("/merge")
    CartResponse merge(@AuthenticationPrincipal AccountId customer, @RequestBody MergeRequest body, Locale locale) {
        carts.merge(customer, body.quantities());
        return get(customer, locale);
    }

    record QuantityRequest(int quantity) {}

    record MergeRequest(List<Item> items) {

        MergeRequest {
            items = items == null ? List.of() : items;
        }

        Map<Long, Integer> quantities() {
            Map<Long, Integer> quantities = new LinkedHashMap<>();
            for (Item item : items) {
                if (item == null
                        || quantities.put(
                                        item.productId(),
                                        Require.between("items.quantity", item.quantity(), 1, Cart.MAX_QUANTITY))
                                != null) {
                    throw new InvalidFieldException("items", "once");
                }
            }
            if (quantities.size() > Cart.MAX_LINES) {
                throw new InvalidFieldException("items", "entries", 0, Cart.MAX_LINES);
            }
            return quantities;
        }

        record Item(long productId, int quantity) {}
    }

    /** @param count pieces of all products */
    record CartResponse(List<LineResponse> items, int count, BigDecimal total) {

        static CartResponse of(Cart cart, Locale locale) {
            return new CartResponse(
                    cart.lines().stream()
                            .map(line -> LineResponse.of(line, locale))
                            .toList(),
                    cart.count(),
                    cart.total());
        }
    }

    /**
     * @param picture an address relative to the shop's, or null
     * @param available whether it could be ordered now
     */
    record LineResponse(
            long productId,
            String name,
            BigDecimal price,
            int stock,
            String picture,
            int quantity,
            BigDecimal total,
            boolean available) {

        static LineResponse of(Cart.Line line, Locale locale) {
            return new LineResponse(
                    line.product().id(),
                    line.product().name().in(locale),
                    line.product().price(),
                    line.product().stock(),
                    line.product().picture().map(PictureName::address).orElse(null),
                    line.quantity(),
                    line.total(),
                    line.available());
        }
    }
}
