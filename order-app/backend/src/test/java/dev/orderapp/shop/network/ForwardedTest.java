package dev.orderapp.shop.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.settings.InvalidSettingException;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ForwardedTest {

    private static final String POD = "10.42.0.7";

    private final ForwardedFilter filter = filter("10.0.0.0/8,fd00::/8");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9 | its word counts",
                "198.51.100.1, 203.0.113.9 | 203.0.113.9 | what was there before it was written is the visitor's own",
                "198.51.100.1, 10.9.9.9 | 10.9.9.9 | a visitor may have a private address",
                "198.51.100.1, nonsense | 10.42.0.7 | no address",
                "2001:db8::1 | 2001:db8::1 | IPv6",
                "evil.example.com | 10.42.0.7 | never looked up",
                "'' | 10.42.0.7 | nothing"
            })
    void theProxysLastWordCounts(String header, String address, String why) throws Exception {
        assertThat(seen(filter, POD, "X-Forwarded-For", header).getRemoteAddr())
                .as(why)
                .isEqualTo(address);
    }

    @Test
    void severalLinesAreOneList() throws Exception {
        MockHttpServletRequest request = from(POD);
        request.addHeader("X-Forwarded-For", "198.51.100.1");
        request.addHeader("X-Forwarded-For", "203.0.113.9");

        assertThat(seen(filter, request).getRemoteAddr()).isEqualTo("203.0.113.9");
    }

    @Test
    void proxiesBeforeTheNearestAreSkippedWhereTheyAreNamed() throws Exception {
        ForwardedFilter two = filter("10.0.0.0/8", "192.0.2.0/28");

        assertThat(seen(two, POD, "X-Forwarded-For", "6.6.6.6, 203.0.113.9, 192.0.2.5, 192.0.2.6")
                        .getRemoteAddr())
                .isEqualTo("203.0.113.9");
        assertThat(seen(two, POD, "X-Forwarded-For", "6.6.6.6, 203.0.113.9, 192.0.2.99")
                        .getRemoteAddr())
                .isEqualTo("192.0.2.99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "X-Forwarded-Host"})
    void nobodyElsesWordCounts(String header) throws Exception {
        ServletRequest seen = seen(filter, "203.0.113.9", header, "https");

        assertThat(seen.getRemoteAddr()).isEqualTo("203.0.113.9");
        assertThat(seen.isSecure()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Forwarded | for=198.51.100.1;proto=https", "X-Real-IP | 198.51.100.1", "X-Forwarded-Ssl | on"})
    void whatProxiesPassOnIsTheVisitorsOwn(String header, String value) throws Exception {
        ServletRequest seen = seen(filter, POD, header, value);

        assertThat(seen.getRemoteAddr()).isEqualTo(POD);
        assertThat(seen.isSecure()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"https | true", "http | false", "https, http | false", "http, HTTPS | true", ": | false"})
    void theProxySaysWhetherTheVisitorCameByHttps(String header, boolean secure) throws Exception {
        ServletRequest seen = seen(filter, POD, "X-Forwarded-Proto", header);

        assertThat(seen.isSecure()).isEqualTo(secure);
        assertThat(seen.getScheme()).isEqualTo(secure ? "https" : "http");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.200, true",
        "203.0.113.9, 203.0.114.9, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:0db8:0001:0002:0:0:0:1, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "2001:db8::, 2001:db8:0:0:1::, true",
        "::ffff:203.0.113.9, 203.0.113.7, true"
    })
    void aNetworkIsAsLargeAsOnePartyMayHold(String one, String other, boolean same) {
        assertThat(NetworkPrefix.of(one).equals(NetworkPrefix.of(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "10.0.0.0/33", "10.0.0.0/", "300.1.1.1", "::1/129", "localhost"})
    void aRangeThatIsNoneStopsTheStart(String range) {
        assertThatThrownBy(() -> filter(range))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("SHOP_PROXIES must list ranges");
    }

    private static ForwardedFilter filter(String nearest, String... further) {
        return new ForwardedFilter(new ProxySettings(List.of(nearest.split(",")), List.of(further)));
    }

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/products");
        request.setRemoteAddr(address);
        return request;
    }

    private static ServletRequest seen(ForwardedFilter filter, String from, String header, String value)
            throws ServletException, IOException {
        MockHttpServletRequest request = from(from);
        request.addHeader(header, value);
        return seen(filter, request);
    }

    private static ServletRequest seen(ForwardedFilter filter, MockHttpServletRequest request)
            throws ServletException, IOException {
        AtomicReference<ServletRequest> seen = new AtomicReference<>();
        filter.doFilter(request, new MockHttpServletResponse(), (passed, response) -> seen.set(passed));
        return seen.get();
    }
}
