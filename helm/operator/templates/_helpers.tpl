{{/* Names and labels of all objects of this chart. */}}

{{- define "orderapp-operator.name" -}}
{{- .Values.nameOverride | default .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{/* Selectors of a Deployment can never change: only what stays the same for ever belongs here. */}}
{{- define "orderapp-operator.selectorLabels" -}}
app.kubernetes.io/name: orderapp-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The Pod of `helm test` is none of the operator's: its Service and Deployment must not select it. */}}
{{- define "orderapp-operator.testLabels" -}}
app.kubernetes.io/name: orderapp-operator-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "orderapp-operator.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "orderapp-operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: orderapp
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "orderapp-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "orderapp-operator.name" .) -}}
{{- else -}}
{{- required "serviceAccount.name: name an existing ServiceAccount, or set serviceAccount.create to true." .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "orderapp-operator.image" -}}
{{- $repository := required "image.repository: name the operator's image, for example --set image.repository=docker.io/acme/operator." .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* The Secret with the token for Prometheus; empty without one. */}}
{{- define "orderapp-operator.prometheusToken" -}}
{{- with .Values.sources.prometheus.tokenSecret.name -}}
{{- $url := required "sources.prometheus.url: say whom the token in sources.prometheus.tokenSecret is for." $.Values.sources.prometheus.url -}}
{{- . -}}
{{- end -}}
{{- end -}}
