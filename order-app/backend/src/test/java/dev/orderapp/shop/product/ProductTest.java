package dev.orderapp.shop.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ShopTest
class ProductTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anybodySeesProductsWithPriceAndStock() {
        long id = fixtures.product("Ladder", "120.00", 7);

        Response answer = search("Ladder");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "{\"id\":%d,\"name\":\"Ladder\",\"price\":120.00,\"stock\":7,\"category\":null,\"picture\":null}"
                                .formatted(id));
    }

    @Test
    void longAnswersAreCompressedForThoseWhoTakeThemSo() {
        fixtures.product("Compressed " + "x".repeat(150), "120.00", 7);

        Response list = fixtures.browser().withHeader("Accept-Encoding", "gzip").get("/api/products");
        Response plain = fixtures.browser().get("/api/products");

        assertThat(list.header("content-encoding")).isEqualTo("gzip");
        assertThat(list.header("vary")).containsIgnoringCase("accept-encoding");
        assertThat(plain.headers()).doesNotContainKey("content-encoding");
    }

    @Test
    void searchFindsTheBeginningsOfWordsInAnyOrderCaseAndAccent() {
        fixtures.product("Brass Astrolâbe", "31.00", 5);

        assertThat(namesFor("astro BRA")).containsExactly("Brass Astrolâbe");
        assertThat(namesFor("ＡＳＴＲＯＬＡＢＥ")).containsExactly("Brass Astrolâbe");
        assertThat(namesFor("strolabe")).isEmpty();
        assertThat(namesFor("astrolabe clock")).isEmpty();
    }

    @Test
    void searchFindsAnyPartOfKoreanWords() {
        fixtures.product("손목시계", "89.00", 5);

        assertThat(namesFor("목시")).containsExactly("손목시계");
        assertThat(namesFor("계손")).isEmpty();
    }

    @Test
    void signsInASearchAreNoWildcards() {
        String name = "100% w_ol \\ felt " + UUID.randomUUID();
        fixtures.product(name, "5.00", 5);

        assertThat(namesFor("100% w_ol \\ felt")).containsExactly(name);
        assertThat(namesFor("f%t w_ol")).isEmpty();
        assertThat(namesFor("%")).isEmpty();
    }

    @Test
    void productsAreListedByCategoryInEachOrder() {
        String category = fixtures.category();
        List<Long> ids = Stream.of("B:2.00", "A:3.00", "C:1.00")
                .map(product -> fixtures.product(product.substring(0, 1), product.substring(2), 1))
                .toList();
        jdbc.sql("UPDATE product SET category_id = (SELECT id FROM category WHERE code = ?) WHERE id IN (?, ?, ?)")
                .params(category, ids.get(0), ids.get(1), ids.get(2))
                .update();
        String list = "/api/products?category=" + category;

        assertThat(fixtures.browser().get(list).<List<String>>json("$.items[*].name"))
                .containsExactly("A", "B", "C");
        assertThat(fixtures.browser().get(list + "&sort=price").<List<String>>json("$.items[*].name"))
                .containsExactly("C", "B", "A");
        assertThat(fixtures.browser().get(list + "&sort=-price&size=2").<List<String>>json("$.items[*].name"))
                .containsExactly("A", "B");
        assertThat(fixtures.browser().get(list + "&sort=newest").<List<String>>json("$.items[*].name"))
                .containsExactly("C", "A", "B");
        assertThat(fixtures.browser().get("/api/products?category=nowhere").<Integer>json("$.total"))
                .isZero();
    }

    @Test
    void categoriesHaveNamesInTheReadersLanguage() {
        String category = fixtures.category();
        String name = "$[?(@.code == '%s')].name".formatted(category);

        assertThat(fixtures.browser().get("/api/categories").<List<String>>json(name))
                .containsExactly("Things");
        assertThat(fixtures.browser()
                        .withHeader("Accept-Language", "ko")
                        .get("/api/categories")
                        .<List<String>>json(name))
                .containsExactly("물건");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        String name = "Paged " + UUID.randomUUID();
        IntStream.range(0, 13).forEach(number -> fixtures.product(name, "1.00", 1));

        Response first = search(name);
        List<Integer> ids = first.json("$.items[*].id");
        List<Integer> rest = get(name, "&page=1").json("$.items[*].id");

        assertThat(first.<Integer>json("$.total")).isEqualTo(13);
        assertThat(first.<Integer>json("$.size")).isEqualTo(12);
        assertThat(ids).hasSize(12).doesNotHaveDuplicates();
        assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(ids);
        assertThat(get(name, "&page=2").<List<Object>>json("$.items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000001", "x", "99999999999"})
    void aPageThatCannotBeIsABadRequest(String page) {
        Response answer = fixtures.browser().get("/api/products?page=" + page);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.<String>json("$.detail")).contains("page");
    }

    private List<String> namesFor(String query) {
        return search(query).json("$.items[*].name");
    }

    private Response search(String query) {
        return get(query, "");
    }

    private Response get(String query, String more) {
        return fixtures.browser().get("/api/products?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more);
    }
}
