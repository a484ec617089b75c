{{/*
What the operator may do with releases and the objects that it makes for them; a ClusterRole or a Role per namespace holds it.
It has no right on Secrets, which Pods name and the kubelet reads, and none to write a release's spec, which belongs to people and pipelines.
*/}}
{{- define "orderapp-operator.rules" -}}
- apiGroups: [orderapp.dev]
  resources: [orderappreleases]
  verbs: [get, list, watch]
- apiGroups: [orderapp.dev]
  resources: [orderappreleases/status]
  verbs: [get, patch, update]
# Owner references that block deletion need it where the admission plugin OwnerReferencesPermissionEnforcement runs.
- apiGroups: [orderapp.dev]
  resources: [orderappreleases/finalizers]
  verbs: [update]
- apiGroups: [apps]
  resources: [deployments, controllerrevisions]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [""]
  resources: [services, configmaps]
  verbs: [get, list, watch, create, update, patch, delete]
# A rollback takes the canary Ingresses of page and API away in one call, so that no visitor sees one without the other.
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [get, list, watch, create, update, patch, delete, deletecollection]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [get, list, watch]
- apiGroups: ["", events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end -}}
