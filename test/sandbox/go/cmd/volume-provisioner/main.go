// Command volume-provisioner serves the sandbox's StorageClass: a folder of the node for every claim, removed with it.
//
// Kubernetes' own host-path provisioner makes folders that only root may write, and ignores fsGroup; "local" volumes,
// as made here, are handed to the Pod's group by the kubelet, so that databases need not run as root.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v10/controller"
)

const provisionerName = "orderapp.local/volume"

// folders is the provisioner: every volume is one folder below root.
type folders struct{ root string }

func (f folders) Provision(_ context.Context, wanted controller.ProvisionOptions) (
	*v1.PersistentVolume, controller.ProvisioningState, error,
) {
	if wanted.PVC.Spec.VolumeMode != nil && *wanted.PVC.Spec.VolumeMode == v1.PersistentVolumeBlock {
		return nil, controller.ProvisioningFinished, errors.New("only file system volumes can be made here, no block devices")
	}
	folder := filepath.Join(f.root, wanted.PVName)
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return f.volume(folder, wanted), controller.ProvisioningFinished, nil
}

func (f folders) volume(folder string, wanted controller.ProvisionOptions) *v1.PersistentVolume {
	return &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: wanted.PVName},
		Spec: v1.PersistentVolumeSpec{
			AccessModes:                   wanted.PVC.Spec.AccessModes,
			Capacity:                      v1.ResourceList{v1.ResourceStorage: wanted.PVC.Spec.Resources.Requests[v1.ResourceStorage]},
			PersistentVolumeReclaimPolicy: *wanted.StorageClass.ReclaimPolicy,
			PersistentVolumeSource:        v1.PersistentVolumeSource{Local: &v1.LocalVolumeSource{Path: folder}},
			NodeAffinity: &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{NodeSelectorTerms: []v1.NodeSelectorTerm{{
				MatchExpressions: []v1.NodeSelectorRequirement{{
					Key: v1.LabelHostname, Operator: v1.NodeSelectorOpIn, Values: []string{wanted.SelectedNode.Name},
				}},
			}}}},
		},
	}
}

func (f folders) Delete(_ context.Context, volume *v1.PersistentVolume) error {
	folder := filepath.Join(f.root, volume.Name)
	// The volume is an object that others may write: remove nothing but what was made here.
	if volume.Spec.Local == nil || volume.Spec.Local.Path != folder {
		return &controller.IgnoredError{Reason: fmt.Sprintf("volume %s is not the folder %s", volume.Name, folder)}
	}
	return os.RemoveAll(folder)
}

func run(ctx context.Context, kubeconfig, root string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	controller.NewProvisionController(klog.FromContext(ctx), client, provisionerName, folders{root},
		controller.LeaderElection(false)).Run(ctx)
	return nil
}

func main() {
	kubeconfig := flag.String("kubeconfig", "", "how to reach the API server")
	root := flag.String("root", "", "the folder below which volumes are made")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *kubeconfig, *root); err != nil {
		fmt.Fprintln(os.Stderr, "volume-provisioner:", err)
		os.Exit(1)
	}
}
