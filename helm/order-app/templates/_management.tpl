{{/* A podTemplate with the port of probes and metrics, dict "root" $ "template" TEMPLATE, if it is another one than the visitors'. */}}
{{- define "order-app.withManagementPort" -}}
{{- $template := .template -}}
{{- with .root.Values.management.port -}}
{{- if eq (int .) (int ($.root.Values.backend.port | default 8080)) -}}
{{- fail "management.port is the port of the API itself: choose another one, or 0 for none of its own." -}}
{{- end -}}
{{- $spec := $template.spec | default dict -}}
{{- range $spec.containers | default list -}}
{{- range .ports | default list -}}
{{- if eq (.name | default "") "management" -}}
{{- fail "backend.podTemplate has a port called management: leave it to management.port, or set that to 0 and MANAGEMENT_SERVER_PORT in backend.env." -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $port := dict "name" "management" "containerPort" (int .) "protocol" "TCP" -}}
{{- $containers := include "order-app.addedToApp" (dict "containers" $spec.containers "field" "ports" "entry" $port) | fromYamlArray -}}
{{- $_ := set $template "spec" (merge (dict "containers" $containers) $spec) -}}
{{- end -}}
{{- toYaml $template -}}
{{- end -}}

{{/* The name of the container port that answers probes and metrics, as the operator finds it too. */}}
{{- define "order-app.managementPortName" -}}
{{- ternary "management" "http" (gt (int .Values.management.port) 0) -}}
{{- end -}}
