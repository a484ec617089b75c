package dev.orderapp.shop.picture;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where an installation keeps uploaded pictures: in a folder or in a bucket. With neither nothing can be uploaded; the
 * sample pictures are there all the same.
 *
 * @param folder a folder that all Pods share; empty for none
 * @param s3 a bucket
 */
@ConfigurationProperties("shop.pictures")
record PictureSettings(String folder, S3 s3) {

    /** @throws InvalidSettingException if both are set */
    PictureSettings {
        if (!folder.isBlank() && !s3.bucket().isBlank()) {
            throw new InvalidSettingException(
                    "SHOP_PICTURES_FOLDER", "and SHOP_PICTURES_S3_BUCKET are both set: keep one of them.");
        }
    }

    /**
     * A bucket of any server that speaks S3. Its credentials are found as by every AWS program: AWS_ACCESS_KEY_ID and
     * AWS_SECRET_ACCESS_KEY, or the Pod's own identity.
     *
     * @param bucket empty for none
     * @param endpoint the server's address; empty for AWS
     * @param uploadEndpoint the same server's address for browsers, where it is another one; empty if it is not
     */
    record S3(String bucket, String region, String endpoint, String uploadEndpoint) {

        /** @throws InvalidSettingException if an address is none */
        S3 {
            requireAddress("SHOP_PICTURES_S3_ENDPOINT", endpoint);
            requireAddress("SHOP_PICTURES_S3_UPLOAD_ENDPOINT", uploadEndpoint);
        }

        private static void requireAddress(String setting, String text) {
            if (text.isBlank()) {
                return;
            }
            try {
                URI address = URI.create(text);
                if (address.getHost() != null && address.getScheme().matches("https?")) {
                    return;
                }
            } catch (IllegalArgumentException e) {
                throw new InvalidSettingException(setting, "is no address: write it as https://s3.example.com.");
            }
            throw new InvalidSettingException(setting, "is no address: write it as https://s3.example.com.");
        }
    }
}
