package dev.orderapp.shop.sample;

import java.util.List;

/** What the sample shop sells. */
final class SampleProducts {

    static final List<SampleProduct> ALL = List.of(
            new SampleProduct("Adjustable desk lamp", "39.90"),
            new SampleProduct("Bamboo cutting board", "18.50"),
            new SampleProduct("Beeswax candle, pair", "9.80"),
            new SampleProduct("Brass pencil sharpener", "7.20"),
            new SampleProduct("Canvas tote bag", "14.00"),
            new SampleProduct("Cast-iron pan, 26 cm", "49.00"),
            new SampleProduct("Ceramic mug, blue", "12.90"),
            new SampleProduct("Ceramic mug, white", "12.90"),
            new SampleProduct("Coffee grinder", "59.00"),
            new SampleProduct("Cotton tea towel", "6.50"),
            new SampleProduct("Dotted notebook, A5", "8.40"),
            new SampleProduct("Enamel teapot", "34.00"),
            new SampleProduct("Fountain pen", "27.50"),
            new SampleProduct("Glass storage jar, 1 l", "11.20"),
            new SampleProduct("Hanji paper notebook (한지 공책)", "16.00"),
            new SampleProduct("Herb scissors", "10.90"),
            new SampleProduct("Leather key ring", "13.50"),
            new SampleProduct("Linen apron", "32.00"),
            new SampleProduct("Maple rolling pin", "15.60"),
            new SampleProduct("Onggi kimchi jar (옹기)", "68.00"),
            new SampleProduct("Oak picture frame", "22.00"),
            new SampleProduct("Paring knife", "17.90"),
            new SampleProduct("Pocket umbrella", "24.50"),
            new SampleProduct("Sketching pencils, set of 12", "19.80"),
            new SampleProduct("Stainless steel bottle", "21.00"),
            new SampleProduct("Stone mortar", "29.00"),
            new SampleProduct("Wall clock", "42.00"),
            new SampleProduct("Wooden chopsticks, set of 5 (나무 젓가락)", "12.00"),
            new SampleProduct("Wool blanket", "75.00"),
            new SampleProduct("Yuja tea (유자차)", "9.90"));

    private SampleProducts() {}

    /** @param price in euros */
    record SampleProduct(String name, String price) {}
}
