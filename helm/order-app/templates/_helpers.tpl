{{/* Names and labels of all objects of this chart. */}}

{{/* As the OrderAppRelease's own rule says it, but before anything is created. */}}
{{- define "order-app.name" -}}
{{- $name := .Values.nameOverride | default .Release.Name -}}
{{- if not (regexMatch "^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$" $name) -}}
{{- fail (printf "%s can't be the shop's name: take at most 40 lower-case letters, digits and '-', the first a letter, as release name or nameOverride." $name) -}}
{{- end -}}
{{- $name -}}
{{- end -}}

{{- define "order-app.databaseName" -}}
{{- include "order-app.name" . }}-database
{{- end -}}

{{- define "order-app.databaseSecretName" -}}
{{- .Values.database.existingSecret | default (include "order-app.databaseName" .) -}}
{{- end -}}

{{- define "order-app.sessionSecretName" -}}
{{- .Values.session.existingSecret | default (printf "%s-session" (include "order-app.name" .)) -}}
{{- end -}}

{{- define "order-app.staffSecretName" -}}
{{- .Values.staff.existingSecret | default (printf "%s-staff" (include "order-app.name" .)) -}}
{{- end -}}

{{- define "order-app.sampleDataSecretName" -}}
{{- .Values.sampleData.existingSecret | default (printf "%s-sample-data" (include "order-app.name" .)) -}}
{{- end -}}

{{- define "order-app.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/name: order-app
app.kubernetes.io/instance: {{ include "order-app.name" . }}
app.kubernetes.io/part-of: order-app
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* Selectors and volume claims of a StatefulSet can never change: only what stays the same for ever belongs here. */}}
{{- define "order-app.databaseSelectorLabels" -}}
app.kubernetes.io/name: order-app
app.kubernetes.io/instance: {{ include "order-app.name" . }}
app.kubernetes.io/component: database
{{- end -}}

{{- define "order-app.databaseLabels" -}}
{{ include "order-app.labels" . }}
app.kubernetes.io/component: database
{{- end -}}
