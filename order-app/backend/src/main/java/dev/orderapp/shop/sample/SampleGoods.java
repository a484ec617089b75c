package dev.orderapp.shop.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the sample shop sells, as it stands in {@code sample/goods.json}. */
record SampleGoods(List<SampleCategory> categories, List<SampleProduct> goods) {

    static SampleGoods read() {
        try (InputStream file = SampleGoods.class.getResourceAsStream("/sample/goods.json")) {
            return JsonMapper.shared().readValue(file, SampleGoods.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own sample goods can't be read", e);
        }
    }

    /** @param en the English name */
    record SampleCategory(String code, String en, String ko) {}

    /**
     * @param picture file name among the program's own pictures
     * @param category a category's code
     * @param price in euros
     */
    record SampleProduct(String picture, String category, BigDecimal price, Text en, Text ko) {}

    /** What readers of one language see. */
    record Text(String name, String description) {}
}
