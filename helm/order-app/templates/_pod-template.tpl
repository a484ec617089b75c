{{/* The podTemplate of a component, dict "root" $ "component" NAME: the user's, and what other values add to it; the user's own pull secrets win. */}}
{{- define "order-app.podTemplate" -}}
{{- $template := (index .root.Values .component).podTemplate | default dict | deepCopy -}}
{{- if eq .component "backend" -}}
{{- $template = include "order-app.backendPodTemplate" .root | fromYaml -}}
{{- end -}}
{{- $spec := $template.spec | default dict -}}
{{- if and .root.Values.imagePullSecrets (not (hasKey $spec "imagePullSecrets")) -}}
{{- $_ := set $template "spec" (set $spec "imagePullSecrets" .root.Values.imagePullSecrets) -}}
{{- end -}}
{{- toYaml $template -}}
{{- end -}}
