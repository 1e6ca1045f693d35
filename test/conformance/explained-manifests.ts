import { type Explanation, explain } from "./explanation.ts";

const trivy = explain("trivy");
const checkov = explain("checkov");
const kubeLinter = explain("kube_linter");
const kics = explain("kics");
const gatekeeper = explain("gatekeeper");
const kyverno = explain("kyverno");
const kubescape = explain("kubescape");
const polaris = explain("polaris");

const otherWildcard = "Another wildcard of the same rule is worth a word, at a lower severity than this one.";
const noSuchVerb = "Nobody can impersonate that resource: the verb means nothing there.";
const capitals = "Pod Security knows only ALL, in capitals; the runtime drops all either way, so it is an info.";
const ownParameters = "The policy is given parameters; a manifest alone does not say what a team allows.";
const exemption = "The policy exempts this image by a parameter; here an allow comment or an override does.";
const noImage = "The objects have no image and no selector: that is a patch, and what it lacks may stand elsewhere.";
const systemName =
  "Anybody can call a role `system:…`: what the API server has written itself bears its label, and this does not.";
const roleSpeaks = "The role in the same text may do everything, and that is what is reported, whoever holds it.";
const noPolicies = "Where no NetworkPolicy is known for a namespace, whether the cluster has one is not known either.";
const ownAccountAsks = "An account of its own, and a token asked for: somebody has thought of it.";
const placeholder = "The value is a placeholder, a word or a path: no secret.";
const reference =
  "A reference to a Secret is no secret in plain text; `env-from-secret` reports it where that is wanted.";
const measured =
  "The limit is compared with a parameter, or a request is asked for: neither bounds what an attacker takes.";
const otherField =
  "The control is a composite: this case is about a field of Windows or a list of settings that may be absent.";

export const explainedManifests: readonly Explanation[] = [
  trivy(
    "KSV-0121",
    ["test_pod_with_allowed_volumes"],
    "stricter",
    "Any path of the node is forbidden by baseline; the peer looks for a few directories.",
  ),
  trivy(
    "KSV-0122",
    ["test_cluster_role_binding_with_anonymous_user"],
    "peer is wrong",
    "Its test spells the kind ClusterRolebinding, which the API server refuses.",
  ),
  trivy("KSV-0044", ["test_any_any_role_not_api_group", "test_any_any_role_no_resource"], "stricter", otherWildcard),
  trivy("KSV-0045", ["test_any_verb_role_no_specific_resource"], "stricter", otherWildcard),
  trivy("KSV-0046", ["test_resource_resource_role_no_specific_verb"], "stricter", otherWildcard),
  trivy(
    "KSV-01011",
    ["non_gke"],
    "beyond",
    "The test says by data of its own that the cluster is none of Google's; the binding is as open everywhere.",
  ),
  trivy(
    "KSV-0118",
    ["test_container_with_non_default_security_context"],
    "stricter",
    "A user is set and nothing keeps the next one from root; that a context exists protects nothing.",
  ),
  trivy(
    "KSV-0042",
    ["test_delete_podsLog_restricted_verb_all"],
    "peer is wrong",
    "The API has no delete for pods/log.",
  ),
  trivy("KSV-0106", ["test_drop_all_add_net_bind_service_allowed"], "stricter", capitals),
  trivy("KSV-0003", ["good[0]"], "stricter", capitals),
  trivy("KSV-0115", ["verb_impersonate"], "peer is wrong", noSuchVerb),
  trivy("KSV-0056", ["impersonate"], "peer is wrong", noSuchVerb),
  trivy("KSV-0050", ["impersonate"], "peer is wrong", noSuchVerb),
  trivy("KSV-0113", ["verb_impersonate"], "peer is wrong", noSuchVerb),
  trivy("KSV-0114", ["verb_impersonate"], "peer is wrong", noSuchVerb),
  trivy(
    "KSV-0105",
    ["test_run_as_group_not_defined_allowed"],
    "stricter",
    "The image is known to run as root, and nothing forbids it.",
  ),
  trivy(
    "KSV-0030",
    ["test_pod_context_runtime_default_is_overrided_allowed"],
    "stricter",
    "Every container overrides Unconfined, and yet baseline refuses the pod for it: an info.",
  ),
  trivy(
    "KSV-0104",
    ["test_pod_annotations_seccomp_profile_unconfined_allowed"],
    "peer is wrong",
    "It goes by an annotation that nobody reads since Kubernetes 1.27; the container has no profile.",
  ),
  trivy(
    "KSV-0022",
    ["test_capabilities_add_denied"],
    "quieter",
    "NET_BIND_SERVICE is the one capability that restricted lets a container add.",
  ),
  trivy(
    "KSV-0125",
    ["trusted registry]", "without registry]"],
    "beyond",
    "Which registries are trusted is the configuration's to say; the peer has a list of its own.",
  ),
  trivy("KSV-0036", ["good[0]"], "peer is wrong", "Without a word the token is mounted: the API server assumes true."),

  checkov(
    "CKV_K8S_156",
    ["RbacApproveCertificateSigningRequests"],
    "quieter",
    "A role with * on everything of the group is reported by `wildcard-role`, once.",
  ),

  kubeLinter(
    "cluster-admin-role-binding",
    ["cluster-admin-role-binding"],
    "stricter",
    "admin in the whole cluster reads every secret and hands out rights: a warning.",
  ),
  kubeLinter(
    "drop-net-raw-capability",
    ["drop-net-raw-capability"],
    "quieter",
    "The objects are a patch, and what they lack may stand elsewhere; what they add `dangerous-capabilities` reports.",
  ),
  kubeLinter("unset-memory-requirements", ["unset-memory-requirements"], "quieter", noImage),
  kubeLinter(
    "env-var-secret",
    ["env-var-secret"],
    "quieter",
    "The peer goes by `secret` in the name; the value is a word, and the name that of a list of words.",
  ),

  kics(
    "f922827f-aab6-447c-832a-e1ff63312bd3",
    ["Container Runs Unmasked positive"],
    "quieter",
    "A PodSecurityPolicy does nothing since Kubernetes 1.25: `removed-api` says so.",
  ),
  kics(
    "cf34805e-3872-4c08-bf92-6ff7bb0cfadb",
    ["Container Running As Root negative"],
    "stricter",
    "The uid is not root's, but `runAsNonRoot: false` keeps the pod from restricted and nothing guards the next change: an info.",
  ),
  kics("268ca686-7fb7-4ae9-b129-955a2a89064e", ["No Drop Capabilities for Containers negative"], "stricter", capitals),
  kics(
    "aa8f7a35-9923-4cad-bd61-a19b7f6aac91",
    ["Non Kube System Pod With Host Mount negative"],
    "stricter",
    "kube-system is no reason to trust a mount of the node: an allow comment gives the reason.",
  ),
  kics("0401f71b-9c1e-4821-ab15-a955caa621be", ["Pod Misconfigured Network Policy positive1"], "quieter", noPolicies),
  kics(
    "0401f71b-9c1e-4821-ab15-a955caa621be",
    ["Pod Misconfigured Network Policy positive2"],
    "peer is wrong",
    "An empty list of types is filled in by the API server: the policy isolates ingress.",
  ),
  kics(
    "4a20ebac-1060-4c81-95d1-1f7f620e983b",
    ["positive4"],
    "quieter",
    "A claim for storage is no workload that a LimitRange for containers could bound.",
  ),
  kics(
    "48a5beba-e4c0-4584-a2aa-e6894e4cf424",
    ["positive4"],
    "quieter",
    "A claim for storage is no workload; storage quotas are a matter of cost.",
  ),
  kics(
    "a97a340a-0063-418e-b3a1-3028941d0995",
    ["Without Security Context negative"],
    "stricter",
    "A user is set and nothing keeps the next one from root; that a context exists protects nothing.",
  ),
  kics(
    "b7652612-de4e-4466-a0bf-1cd81f0c6063",
    ["Volume Mount With OS Directory"],
    "peer is wrong",
    "What is mounted there is a network volume: the path is the container's own, not the node's.",
  ),

  gatekeeper("general/containerlimits", ["container-limits / example-disallowed"], "beyond", ownParameters),
  gatekeeper("general/disallowanonymous", ["disallow-anonymous / example-allowed"], "beyond", ownParameters),
  gatekeeper("pod-security-policy/allow-privilege-escalation", ["exempted-path"], "beyond", exemption),
  gatekeeper(
    "pod-security-policy/apparmor",
    ["example-allowed-override"],
    "stricter",
    "Every container overrides the pod's Unconfined, and yet baseline refuses the pod.",
  ),
  gatekeeper(
    "pod-security-policy/capabilities",
    ["capabilities-baseline / example-allowed"],
    "stricter",
    "Baseline does not ask for dropped capabilities; restricted does, and the finding says so.",
  ),
  gatekeeper("pod-security-policy/fsgroup", ["example-disallowed"], "beyond", ownParameters),
  gatekeeper("pod-security-policy/host-network-ports", ["port-range-with-host-network"], "beyond", ownParameters),
  gatekeeper("pod-security-policy/proc-mount", ["image-exempt"], "beyond", exemption),
  gatekeeper(
    "pod-security-policy/read-only-root-filesystem",
    ["disallowed-ephemeral"],
    "quieter",
    "A debug container is there to be written to, and gone with its pod.",
  ),
  gatekeeper("pod-security-policy/read-only-root-filesystem", ["exact-exemption"], "beyond", exemption),
  gatekeeper("pod-security-policy/seccomp", ["exempt-image"], "beyond", exemption),
  gatekeeper(
    "pod-security-policy/seccomp",
    ["localhost-profile"],
    "quieter",
    "A profile of the node's own is as good as the runtime's; the standards allow both.",
  ),
  gatekeeper("pod-security-policy/seccompv2", ["exempt-image"], "beyond", exemption),
  gatekeeper(
    "pod-security-policy/seccompv2",
    ["allowed-no-profile"],
    "stricter",
    "Baseline lets a missing profile be; restricted does not, and the finding says so.",
  ),

  kyverno(
    "best-practices/disallow-empty-ingress-host",
    ["disallow-empty-ingress-host"],
    "stricter",
    "A wildcard answers for names of others as well: a hint.",
  ),
  kyverno(
    "nginx-ingress/restrict-annotations",
    ["restrict-annotations"],
    "quieter",
    "The words stand in annotations that no controller reads.",
  ),
  kyverno("other/advanced-restrict-image-registries", ["advanced-restrict-image-registries"], "beyond", ownParameters),
  kyverno(
    "other/imagepullpolicy-always",
    ["imagepullpolicy-always"],
    "peer is wrong",
    "For latest the API server fills in Always by itself.",
  ),
  kyverno(
    "other/limit-hostpath-type-pv",
    ["limit-hostpath-type-pv"],
    "beyond",
    "The policy allows one directory; any path of the node gets past the namespace's Pod Security level.",
  ),
  kyverno(
    "other/require-ingress-https",
    ["require-ingress-https"],
    "quieter",
    "They have certificates; that plain HTTP is refused as well is told to each controller in words of its own.",
  ),
  kyverno(
    "other/resolve-image-to-digest",
    ["resolve-image-to-digest"],
    "beyond",
    "The policy asks the registry and writes the digest itself.",
  ),
  kyverno(
    "psa/add-psa-labels",
    ["add-psa-labels"],
    "beyond",
    "The policy writes the labels itself; the manifest lacks them.",
  ),

  kubescape(
    "C-0020",
    ["no_cloud_provider_pass"],
    "stricter",
    "Credentials of a cloud are worth a word wherever the cluster runs.",
  ),
  kubescape(
    "C-0262",
    ["anonymous-access-enabled: fail"],
    "quieter",
    "The binding comes with Kubernetes, and shows its version only.",
  ),
  kubescape(
    "C-0034",
    ["deployment-pod-false-sa-true"],
    "stricter",
    "The pod says no for itself; the account still hands its token to every other pod: an info.",
  ),
  kubescape(
    "C-0185",
    ["clusterrole-rolebinding"],
    "stricter",
    "cluster-admin in one namespace is still more than anybody needs there: a warning.",
  ),
  kubescape(
    "C-0078",
    ["container-image-repository"],
    "beyond",
    "Which registries are trusted is the configuration's to say.",
  ),
  kubescape(
    "C-0001",
    ["rule-identify-blocklisted-image-registries"],
    "beyond",
    "Which registries are trusted is the configuration's to say.",
  ),
  kubescape(
    "C-0074",
    ["containers-mounting-docker-socket: pod"],
    "quieter",
    "A directory is mounted, and no path that is known to be a socket; `host-path` reports it.",
  ),
  kubescape(
    "C-0292",
    ["detect-nginx-ingress-controller-eol: success"],
    "stricter",
    "Another image of the pod gets no security fixes any more.",
  ),
  kubescape(
    "C-0212",
    ["kubernetes-default-allowed"],
    "stricter",
    "The API server makes this object by itself; written into a manifest it is somebody's own.",
  ),
  kubescape("C-0021", ["filter-multi-service"], "peer is wrong", "One of the two Services gives it a public address."),
  kubescape(
    "C-0256",
    ["failed_with_service_loadbalancer"],
    "quieter",
    "The Service names no namespace and the workload does: whether they meet is not known.",
  ),
  kubescape(
    "C-0306",
    ["pod-custom-digest"],
    "stricter",
    "Registries know no such algorithm, so nothing checks the digest.",
  ),
  kubescape("C-0306", ["pod-exempted-repo"], "beyond", "The peer is told that this registry is exempt."),
  kubescape(
    "C-0030",
    ["ingress-and-egress-blocked: cronjob", "ingress-and-egress-blocked: pod"],
    "quieter",
    noPolicies,
  ),
  kubescape(
    "C-0049",
    ["internal-networking"],
    "quieter",
    "A namespace without pods has nothing that a policy could miss.",
  ),
  kubescape(
    "C-0192",
    ["pod-security-admission-applied-2: test"],
    "peer is wrong",
    "A webhook that adds a label to pods enforces no standard.",
  ),
  kubescape("C-0265", ["take-over-cluster: success"], "stricter", systemName),
  kubescape(
    "C-0264",
    ["pv-without-encryption: eks"],
    "quieter",
    "The volume was made from the StorageClass beside it, and that is what is reported, once.",
  ),
  kubescape("C-0034", ["deployment-pod-true-sa-true"], "quieter", ownAccountAsks),
  kubescape("C-0050", ["resources-cpu-limit-and-request"], "beyond", measured),
  kubescape("C-0004", ["resources-memory-limit-and-request"], "beyond", measured),
  kubescape(
    "C-0012",
    ["rule-credentials-configmap", "env-value-akia-key", "env-value-lowercase-bearer"],
    "quieter",
    placeholder,
  ),
  kubescape("C-0012", ["envfrom-secretref"], "quieter", reference),
  kubescape(
    "C-0012",
    ["rule-credentials-in-env-var: pod", "rule-credentials-in-env-var: workloads"],
    "quieter",
    placeholder,
  ),
  kubescape(
    "C-0261",
    ["serviceaccount-token-mount"],
    "peer is wrong",
    "The account lists Secrets, but neither it nor the pod turns the token off.",
  ),
  kubescape(
    "C-0211",
    ["set-gmsacredentialspecname-value", "set-runasusername-value", "set-sysctls-params"],
    "beyond",
    otherField,
  ),
  kubescape(
    "C-0210",
    ["set-seccomp-profile-RuntimeDefault"],
    "quieter",
    "A profile of the node's own is as good as the runtime's; the standards allow both.",
  ),

  polaris(
    "automountServiceAccountToken",
    ["failure.all_true", "failure.pod_true_serviceaccount_false"],
    "quieter",
    ownAccountAsks,
  ),
  polaris(
    "clusterrolebindingClusterAdmin",
    ["explicit_verbs"],
    "stricter",
    "Reading everything includes every secret.",
  ),
  polaris("clusterrolebindingClusterAdmin", ["gce_calico_binding", "system_prefix_binding"], "stricter", roleSpeaks),
  polaris(
    "clusterrolebindingPodExecAttach",
    ["binding_points_to_missing_ref"],
    "quieter",
    "Of a role that is not there nothing is known.",
  ),
  polaris("clusterrolebindingPodExecAttach", ["gce_calico_binding", "system_prefix_binding"], "stricter", roleSpeaks),
  polaris(
    "insecureCapabilities",
    ["success"],
    "stricter",
    "A list of some capabilities keeps the others, and those to come; restricted wants ALL.",
  ),
  polaris(
    "linuxHardening",
    ["linuxHardening/success"],
    "stricter",
    "The peer is content with one of four protections; each of them is asked for here.",
  ),
  polaris("clusterrolePodExecAttach", ["success.system_prefix"], "stricter", systemName),
  polaris("clusterrolebindingPodExecAttach", ["generic-garbage-collector"], "stricter", systemName),
  polaris("rolePodExecAttach", ["gce_calico_binding"], "stricter", roleSpeaks),
  polaris(
    "rolebindingClusterAdminClusterRole",
    ["explicit_apigroups"],
    "stricter",
    "Everything of the core group includes secrets and impersonation.",
  ),
  polaris("rolebindingClusterAdminRole", ["gce_calico_binding"], "stricter", roleSpeaks),
  polaris(
    "rolebindingClusterRolePodExecAttach",
    ["binding_points_to_missing_ref"],
    "quieter",
    "Of a role that is not there nothing is known.",
  ),
  polaris("rolebindingRolePodExecAttach", ["gce_calico_binding"], "stricter", roleSpeaks),
  polaris("sensitiveConfigmapContent", ["key_azure_batch_key"], "quieter", placeholder),
  polaris(
    "sensitiveContainerEnvVar",
    ["value_private_key"],
    "quieter",
    "What stands between the markers is a placeholder, and the markers are none of a real key.",
  ),
];
