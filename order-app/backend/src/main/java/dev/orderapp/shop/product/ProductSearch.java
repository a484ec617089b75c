package dev.orderapp.shop.product;

import dev.orderapp.shop.paging.ResultPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds products by words, by category, or lists them all. No request reads more than an index of what it lists and a
 * thousand hits: the shop may be large.
 */
@Repository
public class ProductSearch {

    /** A search that hits more needs another word, not more pages. */
    private static final int MAX_HITS = 1000;

    private final JdbcClient jdbc;
    private final Products products;
    private final Categories categories;

    ProductSearch(JdbcClient jdbc, Products products, Categories categories) {
        this.jdbc = jdbc;
        this.products = products;
        this.categories = categories;
    }

    /** What customers can buy. */
    public ResultPage<Product> forSale(ProductQuery query) {
        return search(query, true);
    }

    /** What is or was for sale. */
    public ResultPage<Product> withWithdrawn(ProductQuery query) {
        return search(query, false);
    }

    private ResultPage<Product> search(ProductQuery query, boolean forSale) {
        // Before anything else: an order that there isn't is refused even where nothing is found.
        String order = Sorting.of(query.sorting()).sql(query.locale());
        Optional<Long> category = query.category().flatMap(categories::find);
        List<String> words = SearchTerms.toFind(query.text());
        boolean nothing = (query.category().isPresent() && category.isEmpty())
                || (words.isEmpty() && !query.text().isBlank());
        if (nothing) {
            return ResultPage.of(query.page(), List.of(), 0);
        }
        String wanted = (forSale ? "p.active = TRUE" : "p.active IN (TRUE, FALSE)")
                + category.map(id -> " AND p.category_id = " + id).orElse("");
        if (!words.isEmpty()) {
            return hits(query, words, wanted, order);
        }
        long total = forSale
                ? category.map(categories::productsOf).orElseGet(categories::productsInAll)
                : jdbc.sql("SELECT COUNT(*) FROM product p WHERE " + wanted)
                        .query(Long.class)
                        .single();
        return ResultPage.of(query.page(), list(query, wanted, order), total);
    }

    /** The inner query reads nothing but an index, however far the page is from the first. */
    private List<Product> list(ProductQuery query, String wanted, String order) {
        List<Long> ids = jdbc.sql(
                        "SELECT p.id FROM product p WHERE %s ORDER BY %s LIMIT ? OFFSET ?".formatted(wanted, order))
                .params(query.page().size(), query.page().offset())
                .query(Long.class)
                .list();
        return products.findAll(ids);
    }

    private ResultPage<Product> hits(ProductQuery query, List<String> words, String wanted, String order) {
        String joins = IntStream.range(1, words.size())
                .mapToObj(n -> "JOIN product_word w%d ON w%d.product_id = w0.product_id AND w%d.word LIKE ? "
                        .formatted(n, n, n))
                .collect(Collectors.joining());
        String hits = """
                SELECT DISTINCT w0.product_id FROM product_word w0 %sJOIN product p ON p.id = w0.product_id AND %s
                WHERE w0.word LIKE ? LIMIT %d
                """.formatted(joins, wanted, MAX_HITS);
        List<String> beginnings = new ArrayList<>(
                words.subList(1, words.size()).stream().map(word -> word + "%").toList());
        beginnings.add(words.get(0) + "%");
        List<Long> ids = jdbc.sql("SELECT p.id FROM (%s) hit JOIN product p ON p.id = hit.product_id ORDER BY %s"
                        .formatted(hits, order))
                .params(beginnings)
                .query(Long.class)
                .list();
        List<Long> ofPage = ids.stream()
                .skip(query.page().offset())
                .limit(query.page().size())
                .toList();
        return ResultPage.of(query.page(), products.findAll(ofPage), ids.size());
    }
}
