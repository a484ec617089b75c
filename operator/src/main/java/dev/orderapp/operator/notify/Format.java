package dev.orderapp.operator.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.operator.rollout.EventNote.Kind;
import dev.orderapp.v1.OrderAppReleaseSpec;

/** The format of a notification. */
enum Format {
    /** A line of text, as Slack's incoming webhooks take it; Mattermost, Rocket.Chat and others do too. */
    Slack("application/json") {
        @Override
        String body(Notification notification) {
            String mark = notification.note().kind() == Kind.Warning ? ":warning: " : "";
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put(
                    "text",
                    mark + "*" + escaped(notification.namespace() + "/" + notification.name()) + "* "
                            + notification.note().reason() + ": "
                            + escaped(notification.note().message()));
            return body.toString();
        }
    },

    /** <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents 1.0</a>, structured. */
    CloudEvents("application/cloudevents+json; charset=UTF-8") {
        @Override
        String body(Notification notification) {
            String path = "/apis/orderapp.dev/v1/namespaces/" + notification.namespace() + "/orderappreleases/";
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("specversion", "1.0");
            body.put("id", notification.id().toString());
            body.put("source", path + notification.name());
            body.put("type", "dev.orderapp.release." + notification.note().reason());
            body.put("time", notification.at().toString());
            body.put("datacontenttype", "application/json");
            body.set("data", data(notification));
            return body.toString();
        }
    };

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract String body(Notification notification);

    /** Slack takes {@code <…>} for a link or a mention, and people write releases' names. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static ObjectNode data(Notification notification) {
        OrderAppReleaseSpec spec = notification.release().getSpec();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("namespace", notification.namespace());
        data.put("release", notification.name());
        data.put("uid", notification.release().getMetadata().getUid());
        data.put("generation", notification.release().getMetadata().getGeneration());
        data.put("backend", spec.backend().image());
        if (spec.frontend() != null) {
            data.put("frontend", spec.frontend().image());
        }
        data.put("reason", notification.note().reason());
        data.put("warning", notification.note().kind() == Kind.Warning);
        data.put("message", notification.note().message());
        return data;
    }
}
