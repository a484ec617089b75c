package dev.orderapp.shop.picture;

import java.net.URI;
import java.time.Instant;

/**
 * Where and how a browser sends a picture.
 *
 * @param address where to PUT it, with {@code Content-Type} and {@code Content-Length} as announced; relative to the
 *     shop if the shop itself takes it, or absolute and signed
 * @param expiresAt until then the address is good
 */
record Upload(UploadId id, URI address, Instant expiresAt) {}
