package dev.orderapp.shop.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Answer;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.ShopTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
class ProductTest {

    @Autowired
    Fixtures fixtures;

    @Test
    void anybodySeesProductsWithPriceAndStock() {
        long id = fixtures.product("Ladder", "120.00", 7);

        Answer answer = search("Ladder");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("{\"id\":%d,\"name\":\"Ladder\",\"price\":120.00,\"stock\":7}".formatted(id));
    }

    @Test
    void searchFindsPartsOfNamesInAnyCase() {
        fixtures.product("Brass Compass", "31.00", 5);

        assertThat(namesFor("s comp")).containsExactly("Brass Compass");
    }

    @Test
    void searchFindsKoreanNames() {
        fixtures.product("손목시계", "89.00", 5);

        assertThat(namesFor("목시")).containsExactly("손목시계");
    }

    @Test
    void searchTakesWildcardsLiterally() {
        String name = "100% w_ol \\ felt " + UUID.randomUUID();
        fixtures.product(name, "5.00", 5);

        assertThat(namesFor("100% w_ol \\ felt")).containsExactly(name);
        assertThat(namesFor("1%felt")).isEmpty();
        assertThat(namesFor("w__l")).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        String name = "Paged " + UUID.randomUUID();
        IntStream.range(0, 13).forEach(number -> fixtures.product(name, "1.00", 1));

        Answer first = search(name);
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
        Answer answer = fixtures.browser().get("/api/products?page=" + page);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.<String>json("$.detail")).contains("page");
    }

    private List<String> namesFor(String query) {
        return search(query).json("$.items[*].name");
    }

    private Answer search(String query) {
        return get(query, "");
    }

    private Answer get(String query, String more) {
        return fixtures.browser().get("/api/products?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more);
    }
}
