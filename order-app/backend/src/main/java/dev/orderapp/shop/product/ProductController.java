package dev.orderapp.shop.product;

import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import dev.orderapp.shop.picture.PictureName;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/products")
class ProductController {

    private final ProductSearch search;
    private final Products products;

    ProductController(ProductSearch search, Products products) {
        this.search = search;
        this.products = products;
    }

    @GetMapping
    ResultPage<ProductResponse> search(
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "12") int size,
            Locale locale) {
        Optional<String> wanted = Optional.of(category).filter(code -> !code.isBlank());
        return search.forSale(new ProductQuery(query, wanted, sort, locale, new PageRequest(page, size)))
                .map(product -> ProductResponse.of(product, locale));
    }

    @GetMapping("/{id}")
    ProductDetails get(@PathVariable long id, Locale locale) {
        return products.find(id)
                .filter(Product::active)
                .map(product -> ProductDetails.of(product, locale))
                .orElseThrow(() -> new UnknownProductException(id));
    }

    /** A product in a list; as {@link ProductDetails}, without the description. */
    record ProductResponse(long id, String name, BigDecimal price, int stock, String category, String picture) {

        static ProductResponse of(Product product, Locale locale) {
            return new ProductResponse(
                    product.id(),
                    product.name().in(locale),
                    product.price(),
                    product.stock(),
                    product.category().orElse(null),
                    addressOfPicture(product));
        }
    }

    /**
     * @param category a category's code, or null
     * @param picture an address relative to the shop's, or null
     */
    record ProductDetails(
            long id, String name, BigDecimal price, int stock, String category, String picture, String description) {

        static ProductDetails of(Product product, Locale locale) {
            return new ProductDetails(
                    product.id(),
                    product.name().in(locale),
                    product.price(),
                    product.stock(),
                    product.category().orElse(null),
                    addressOfPicture(product),
                    product.description().in(locale));
        }
    }

    private static String addressOfPicture(Product product) {
        return product.picture().map(PictureName::address).orElse(null);
    }
}
