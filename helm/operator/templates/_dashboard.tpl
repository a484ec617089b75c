{{/* The dashboard for a team: what it is called, and what it may do. */}}

{{- define "orderapp-operator.dashboardName" -}}
{{- include "orderapp-operator.name" . }}-dashboard
{{- end -}}

{{/* It is none of the operator's Pods: the operator's Service and policies must not select it. */}}
{{- define "orderapp-operator.dashboardSelectorLabels" -}}
app.kubernetes.io/name: orderapp-dashboard
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "orderapp-operator.dashboardLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "orderapp-operator.dashboardSelectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: orderapp
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* It reads, and nothing else. What attempts leave is read by its ConfigMap's name; RBAC can't tell those from others. */}}
{{- define "orderapp-operator.dashboardRules" -}}
- apiGroups: [orderapp.dev]
  resources: [orderappreleases]
  verbs: [get, list]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [list]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list]
- apiGroups: [""]
  resources: [services, events]
  verbs: [list]
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [list]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get]
{{- if .Values.gateway.enabled }}
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [list]
{{- end }}
{{- if .Values.dashboard.podLogs }}
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
{{- end }}
{{- end -}}
