package dev.orderapp.shop.order;

import dev.orderapp.shop.price.OrderPrice;
import dev.orderapp.shop.price.Pricing;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.product.Product;
import dev.orderapp.shop.product.Products;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a cart would cost as an order, for everybody to know before they order. The page computes no money. */
@RestController
@RequestMapping("/api/price")
class PriceController {

    private static final Pattern ITEM = Pattern.compile("(\\d{1,18})x(\\d{1,4})");

    private final Products products;
    private final Pricing pricing;

    PriceController(Products products, Pricing pricing) {
        this.products = products;
        this.pricing = pricing;
    }

    /** @param items {@code 12x2,7x1}: two pieces of product 12 and one of 7; what isn't for sale costs nothing */
    @GetMapping
    OrderPrice price(@RequestParam String items) {
        Map<Long, Integer> quantities = parse(items).quantities();
        List<Product> forSale = products.findAll(quantities.keySet()).stream()
                .filter(Product::active)
                .toList();
        return pricing.price(forSale, quantities);
    }

    private static OrderItems parse(String items) {
        return OrderItems.of(
                Arrays.stream(items.split(",", -1)).map(PriceController::item).toList());
    }

    private static OrderItems.Item item(String text) {
        Matcher item = ITEM.matcher(text);
        if (!item.matches()) {
            throw new InvalidFieldException("items", "pieces");
        }
        return new OrderItems.Item(Long.parseLong(item.group(1)), Integer.parseInt(item.group(2)));
    }
}
