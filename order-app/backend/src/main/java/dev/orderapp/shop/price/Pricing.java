package dev.orderapp.shop.price;

import dev.orderapp.shop.product.Product;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;

/** Says what an order costs now. */
@Service
@EnableConfigurationProperties(PriceSettings.class)
public class Pricing {

    private final PriceSettings settings;
    private final ShippingRates rates;

    Pricing(PriceSettings settings) {
        this.settings = settings;
        this.rates = settings.rates();
    }

    /**
     * What comes to so many pieces of those products. Of nothing, nothing.
     *
     * @param quantities pieces by product id, of each of the products
     */
    public Charges charges(Collection<Product> products, Map<Long, Integer> quantities) {
        BigDecimal value = settings.byWeight() ? grams(products, quantities) : goods(products, quantities);
        BigDecimal shipping = products.isEmpty() ? Charges.NONE.shipping() : rates.cost(value);
        return new Charges(shipping, settings.taxRate(), settings.taxIncluded());
    }

    /** What so many pieces of those products cost, shipping and tax included. */
    public OrderPrice price(Collection<Product> products, Map<Long, Integer> quantities) {
        return OrderPrice.of(goods(products, quantities), charges(products, quantities));
    }

    private static BigDecimal goods(Collection<Product> products, Map<Long, Integer> quantities) {
        return products.stream()
                .map(product -> product.price().multiply(BigDecimal.valueOf(quantities.get(product.id()))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal grams(Collection<Product> products, Map<Long, Integer> quantities) {
        return BigDecimal.valueOf(products.stream()
                .mapToLong(product -> (long) product.grams() * quantities.get(product.id()))
                .sum());
    }
}
