package org.ioasidsim.report.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture that is written must be, to each reader of PNG, the picture that was drawn. */
class PngFileTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "7, 1", "3, 2", "640, 480"})
    void readsBackAsThePixelsThatWereDrawn(int width, int height) throws IOException {
        BufferedImage drawn = noise(width, height);

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png(drawn)));

        assertThat(read.getColorModel().getPixelSize()).isEqualTo(24);
        assertThat(pixels(read)).isEqualTo(pixels(drawn));
    }

    /** Length 13, the name, 2 x 1 pixels of 8 bits in colour type 2, and zlib.crc32 of Python over the last two. */
    @Test
    void beginsWithTheSignatureAndTheHeaderOfTheStandard() throws IOException {
        String signature = "89504e470d0a1a0a";
        String header =
                "0000000d" + "49484452" + "00000002" + "00000001" + "08" + "02" + "00" + "00" + "00" + "7b40e8dd";

        assertThat(HexFormat.of().formatHex(png(noise(2, 1)))).startsWith(signature + header);
    }

    @Test
    void refusesPicturesWhosePixelsAreKeptInAnotherWay() {
        var grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);

        assertThatThrownBy(() -> PngFile.write(grey, new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TYPE_INT_RGB");
    }

    private static BufferedImage noise(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return image;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        PngFile.write(image, bytes);
        return bytes.toByteArray();
    }
}
