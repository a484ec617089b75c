package dev.orderapp.shop.staff;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.language.LocalizedText;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import dev.orderapp.shop.picture.PictureName;
import dev.orderapp.shop.picture.UnknownPictureException;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.problem.Require;
import dev.orderapp.shop.product.Catalogue;
import dev.orderapp.shop.product.Product;
import dev.orderapp.shop.product.ProductDraft;
import dev.orderapp.shop.product.ProductQuery;
import dev.orderapp.shop.product.ProductSearch;
import dev.orderapp.shop.product.Products;
import dev.orderapp.shop.product.UnknownProductException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/staff/products")
class StaffProductController {

    private final Catalogue catalogue;
    private final ProductSearch search;
    private final Products products;

    StaffProductController(Catalogue catalogue, ProductSearch search, Products products) {
        this.catalogue = catalogue;
        this.search = search;
        this.products = products;
    }

    @GetMapping
    ResultPage<StaffProduct> list(
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "12") int size,
            Locale locale) {
        Optional<String> wanted = Optional.of(category).filter(code -> !code.isBlank());
        return search.withWithdrawn(new ProductQuery(query, wanted, sort, locale, new PageRequest(page, size)))
                .map(StaffProduct::of);
    }

    @GetMapping("/{id}")
    StaffProduct get(@PathVariable long id) {
        return products.find(id).map(StaffProduct::of).orElseThrow(() -> new UnknownProductException(id));
    }

    @PostMapping
    ResponseEntity<StaffProduct> add(
            @AuthenticationPrincipal AccountId staff,
            @RequestHeader("Idempotency-Key") UUID key,
            @RequestBody ProductRequest body) {
        StaffProduct product = StaffProduct.of(catalogue.add(staff, key, body.toDraft(), body.firstStock()));
        return ResponseEntity.created(URI.create("/api/staff/products/" + product.id()))
                .body(product);
    }

    @PutMapping("/{id}")
    StaffProduct change(
            @AuthenticationPrincipal AccountId staff, @PathVariable long id, @RequestBody ProductRequest body) {
        return StaffProduct.of(catalogue.change(staff, id, body.toDraft(), body.isActive(), body.changedVersion()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@AuthenticationPrincipal AccountId staff, @PathVariable long id) {
        catalogue.withdraw(staff, id);
    }

    /**
     * What is said of a product, as a client sends it: anything may be missing or wrong.
     *
     * @param stock of a new product; that of others changes by stock changes alone
     * @param active and {@code version}: of a product that is changed
     * @param grams what a piece weighs with its packaging; missing: as before, and 0 of a new product
     */
    record ProductRequest(
            String nameEn,
            String nameKo,
            String descriptionEn,
            String descriptionKo,
            BigDecimal price,
            Integer stock,
            String category,
            String picture,
            Boolean active,
            Integer version,
            Integer grams) {

        private static final int MAX_GRAMS = 1_000_000;

        private static final BigDecimal MAX_PRICE = new BigDecimal("9999999.99");

        /** @throws InvalidFieldException naming the first field that can't be */
        ProductDraft toDraft() {
            return new ProductDraft(
                    new LocalizedText(Require.line("nameEn", nameEn, 1, 200), Require.line("nameKo", nameKo, 0, 200)),
                    new LocalizedText(
                            Require.text("descriptionEn", descriptionEn, 0, 2000),
                            Require.text("descriptionKo", descriptionKo, 0, 2000)),
                    Require.price("price", price, MAX_PRICE),
                    Optional.ofNullable(category).filter(code -> !code.isBlank()),
                    Optional.ofNullable(picture).filter(name -> !name.isBlank()).map(ProductRequest::pictureName),
                    Optional.ofNullable(grams).map(given -> Require.between("grams", given, 0, MAX_GRAMS)));
        }

        int firstStock() {
            return Require.between("stock", present("stock", stock), 0, Products.MAX_STOCK);
        }

        boolean isActive() {
            return present("active", active);
        }

        int changedVersion() {
            return present("version", version);
        }

        private static <T> T present(String field, T value) {
            return Optional.ofNullable(value).orElseThrow(() -> new InvalidFieldException(field, "missing"));
        }

        private static PictureName pictureName(String name) {
            try {
                return PictureName.parse(name);
            } catch (UnknownPictureException e) {
                throw new ProblemException(Problem.PICTURE_NOT_UPLOADED);
            }
        }
    }

    /**
     * @param nameKo null if nobody has translated it
     * @param category a category's code, or null
     * @param picture an address relative to the shop's, or null
     */
    record StaffProduct(
            long id,
            String nameEn,
            String nameKo,
            String descriptionEn,
            String descriptionKo,
            BigDecimal price,
            int stock,
            String category,
            String picture,
            boolean active,
            int version,
            int grams) {

        static StaffProduct of(Product product) {
            String korean = product.name().korean();
            return new StaffProduct(
                    product.id(),
                    product.name().english(),
                    korean.isEmpty() ? null : korean,
                    product.description().english(),
                    product.description().korean(),
                    product.price(),
                    product.stock(),
                    product.category().orElse(null),
                    product.picture().map(PictureName::address).orElse(null),
                    product.active(),
                    product.version(),
                    product.grams());
        }
    }
}
