package dev.orderapp.shop.settings;

/** A setting that the shop can't start with. Its message is one sentence: which, what is wrong, what to do. */
public class InvalidSettingException extends RuntimeException {

    /**
     * @param setting the name under which the installation sets it
     * @param problem what is wrong and what to do, to be read after the name; never the value, which may be a secret
     */
    public InvalidSettingException(String setting, String problem) {
        super(setting + " " + problem);
    }
}
