{{/*
What the operator may do with releases and the objects that it makes for them; a ClusterRole or a Role per namespace holds it.
Each verb is used by the operator's RightsTest, which fails when one is missing or of no use. There is no right on Secrets, which Pods name and the kubelet reads, and none to write a release's spec, which belongs to people and pipelines.
*/}}
{{- define "orderapp-operator.rules" -}}
# An apply that makes the object needs the right to create, too.
- apiGroups: [orderapp.dev]
  resources: [orderappreleases]
  verbs: [list, watch]
- apiGroups: [orderapp.dev]
  resources: [orderappreleases/status]
  verbs: [update]
- apiGroups: [apps]
  resources: [deployments, controllerrevisions]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [services]
  verbs: [list, watch, create, patch, delete]
# Those that a release names, and those that hold its course, are read one by one, whatever else a namespace has of them.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch, create, patch, delete]
# A rollback takes the canary Ingresses of page and API away in one call, so that no visitor sees one without the other.
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [list, watch, create, patch, delete, deletecollection]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [list, watch]
- apiGroups: [""]
  resources: [events]
  verbs: [list, create]
{{- end -}}

{{/* What rbac.podLogs adds to it: the last lines of a version that was rolled back. */}}
{{- define "orderapp-operator.logRules" -}}
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
{{- end -}}

{{/* What gateway.enabled adds to it. */}}
{{- define "orderapp-operator.gatewayRules" -}}
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [list, watch, create, patch, delete]
{{- end -}}

{{/* Gateways belong to others, mostly in other namespaces: an operator for some namespaces goes by what the routes say. */}}
{{- define "orderapp-operator.gatewayViewRules" -}}
- apiGroups: [gateway.networking.k8s.io]
  resources: [gateways]
  verbs: [list, watch]
{{- end -}}
