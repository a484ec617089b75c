package dev.orderapp.shop.picture;

import static dev.orderapp.shop.picture.TestPictures.SCRIPT;
import static dev.orderapp.shop.picture.TestPictures.ascii;
import static dev.orderapp.shop.picture.TestPictures.inserted;
import static dev.orderapp.shop.picture.TestPictures.jpeg;
import static dev.orderapp.shop.picture.TestPictures.jpegSegment;
import static dev.orderapp.shop.picture.TestPictures.png;
import static dev.orderapp.shop.picture.TestPictures.pngChunk;
import static dev.orderapp.shop.picture.TestPictures.webp;
import static dev.orderapp.shop.picture.TestPictures.webpChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PictureReaderTest {

    /** Signature and header chunk. */
    private static final int AFTER_PNG_HEADER = 33;

    private static final int AFTER_JPEG_START = 2;

    @Test
    void tellsTypeAndSizeOfAPicture() {
        assertThat(PictureReader.read(png(30, 20), PictureType.PNG))
                .extracting(Picture::type, Picture::width, Picture::height)
                .containsExactly(PictureType.PNG, 30, 20);
        assertThat(PictureReader.read(jpeg(30, 20), PictureType.JPEG))
                .extracting(Picture::type, Picture::width, Picture::height)
                .containsExactly(PictureType.JPEG, 30, 20);
        assertThat(PictureReader.read(webp(), PictureType.WEBP))
                .extracting(Picture::type, Picture::width, Picture::height)
                .containsExactly(PictureType.WEBP, 1, 1);
    }

    @Test
    void keepsEveryPixel() throws IOException {
        for (Picture picture : new Picture[] {
            PictureReader.read(png(30, 20), PictureType.PNG), PictureReader.read(jpeg(30, 20), PictureType.JPEG)
        }) {
            byte[] original = picture.type() == PictureType.PNG ? png(30, 20) : jpeg(30, 20);
            assertThat(pixels(picture.content())).isEqualTo(pixels(original));
        }
        assertThat(PictureReader.read(webp(), PictureType.WEBP).content()).isEqualTo(webp());
    }

    static Stream<byte[]> filesThatHideAScript() {
        byte[] script = ascii(SCRIPT);
        return Stream.of(
                inserted(png(30, 20), AFTER_PNG_HEADER, pngChunk("tEXt", ascii("Comment\0" + SCRIPT))),
                inserted(png(30, 20), png(30, 20).length, script),
                inserted(jpeg(30, 20), AFTER_JPEG_START, jpegSegment(0xFE, script)),
                inserted(jpeg(30, 20), AFTER_JPEG_START, jpegSegment(0xE1, ascii("Exif\0\0" + SCRIPT))),
                inserted(jpeg(30, 20), AFTER_JPEG_START, jpegSegment(0xE0, ascii("JFIF\0123456789" + SCRIPT))),
                inserted(jpeg(30, 20), jpeg(30, 20).length, script),
                grown(inserted(webp(), webp().length, webpChunk("XMP ", script))),
                inserted(webp(), webp().length, script));
    }

    @ParameterizedTest
    @MethodSource("filesThatHideAScript")
    void leavesOutWhateverIsHiddenInOrAfterThePicture(byte[] file) {
        assertThat(text(file)).contains(SCRIPT);

        byte[] content = PictureReader.read(file, typeOf(file)).content();

        assertThat(text(content)).doesNotContain("script");
        assertThat(PictureReader.read(content, typeOf(file)).content()).isEqualTo(content);
    }

    @Test
    void leavesOutWhereAPhotographWasTakenButNotHowTheCameraWasHeld() {
        byte[] exif = ByteBuffer.allocate(46)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("Exif\0\0II*\0"))
                .putInt(8)
                .putShort((short) 2)
                // GPS directory, then orientation 6: turned by 90 degrees.
                .putShort((short) 0x8825)
                .putShort((short) 4)
                .putInt(1)
                .putInt(0x12345678)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 6)
                .array();
        byte[] file = inserted(jpeg(30, 20), AFTER_JPEG_START, jpegSegment(0xE1, exif));

        byte[] content = PictureReader.read(file, PictureType.JPEG).content();

        assertThat(Orientation.of(Arrays.copyOfRange(content, 4, 38))).isEqualTo(6);
        assertThat(text(content)).doesNotContain("\u0078\u0056\u0034\u0012");
    }

    static Stream<byte[]> noPictures() {
        return Stream.of(
                ascii("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
                ascii("<html>" + SCRIPT),
                ascii("GIF89a/*" + SCRIPT),
                ascii("%PDF-1.7"),
                ascii("BM"),
                new byte[0]);
    }

    @ParameterizedTest
    @MethodSource("noPictures")
    void refusesWhateverElseCallsItselfAPicture(byte[] file) {
        for (PictureType type : PictureType.values()) {
            assertThatThrownBy(() -> PictureReader.read(file, type)).isInstanceOf(InvalidPictureException.class);
        }
    }

    @Test
    void refusesAPictureOfAnotherTypeThanAnnounced() {
        assertThatThrownBy(() -> PictureReader.read(png(30, 20), PictureType.JPEG))
                .isInstanceOfSatisfying(InvalidPictureException.class, e -> {
                    assertThat(e.defect()).isEqualTo(PictureDefect.OTHER_TYPE);
                    assertThat(e.arguments()).containsExactly("JPEG");
                });
    }

    /** A few kilobytes of file that fill a browser's memory. */
    @Test
    void refusesAPictureOfMorePixelsThanABrowserShouldUnpack() {
        ByteBuffer header =
                ByteBuffer.allocate(13).putInt(60_000).putInt(60_000).put(new byte[] {8, 2, 0, 0, 0});
        byte[] original = png(30, 20);
        byte[] bomb = inserted(
                inserted(Arrays.copyOf(original, 8), 8, pngChunk("IHDR", header.array())),
                AFTER_PNG_HEADER,
                Arrays.copyOfRange(original, AFTER_PNG_HEADER, original.length));

        assertThatThrownBy(() -> PictureReader.read(bomb, PictureType.PNG))
                .isInstanceOfSatisfying(InvalidPictureException.class, e -> {
                    assertThat(e.defect()).isEqualTo(PictureDefect.TOO_MANY_PIXELS);
                    assertThat(e.arguments()).startsWith(60_000, 60_000);
                });
    }

    /** The canvas says one size, the picture in it another. */
    @Test
    void refusesAWebpWhoseCanvasHidesALargerPicture() {
        byte[] canvas = webpChunk("VP8X", new byte[] {0, 0, 0, 0, 9, 0, 0, 9, 0, 0});
        byte[] file = grown(inserted(webp(), 12, canvas));

        assertThatThrownBy(() -> PictureReader.read(file, PictureType.WEBP))
                .isInstanceOf(InvalidPictureException.class);
    }

    @Test
    void refusesAnAnimation() {
        byte[] canvas = webpChunk("VP8X", new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        byte[] file = grown(inserted(webp(), 12, canvas));

        assertThatThrownBy(() -> PictureReader.read(file, PictureType.WEBP))
                .isInstanceOfSatisfying(InvalidPictureException.class, e -> assertThat(e.defect())
                        .isEqualTo(PictureDefect.ANIMATED));
    }

    @ParameterizedTest
    @EnumSource(PictureType.class)
    void refusesAFileThatEndsTooEarly(PictureType type) {
        byte[] whole = whole(type);

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> PictureReader.read(part, type)).isInstanceOf(InvalidPictureException.class);
        }
    }

    /** Whatever stands in a file: it is read or refused, never an error of ours. */
    @ParameterizedTest
    @EnumSource(PictureType.class)
    void survivesDamageOfAnyKind(PictureType type) {
        Random random = new Random(7);
        byte[] whole = whole(type);

        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> readOrRefuse(damaged, type)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDefectIsExplained(PictureDefect defect) {
        assertThat(ResourceBundle.getBundle("messages", Locale.ROOT)
                        .containsKey("problem.invalid-picture." + defect.key()))
                .isTrue();
    }

    private static void readOrRefuse(byte[] file, PictureType type) {
        try {
            PictureReader.read(file, type);
        } catch (InvalidPictureException e) {
            assertThat(e.defect()).isNotNull();
        }
    }

    private static byte[] whole(PictureType type) {
        return switch (type) {
            case PNG -> png(6, 4);
            case JPEG -> jpeg(6, 4);
            case WEBP -> webp();
        };
    }

    private static PictureType typeOf(byte[] file) {
        return switch (file[0]) {
            case 'R' -> PictureType.WEBP;
            case (byte) 0xFF -> PictureType.JPEG;
            default -> PictureType.PNG;
        };
    }

    /** The WebP file with its length set right. */
    private static byte[] grown(byte[] file) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.length - 8);
        return file;
    }

    private static int[] pixels(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
