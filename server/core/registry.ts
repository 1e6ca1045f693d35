// Written by `npm run gen`: static imports, so that bundles and the web worker need no directory scan.
import type { AnyRule } from "./rule.ts";
import dockerfileAccountPassword from "./rules/dockerfile/account-password/rule.ts";
import dockerfileAddInsteadOfCopy from "./rules/dockerfile/add-instead-of-copy/rule.ts";
import dockerfileAddedRemoteFile from "./rules/dockerfile/added-remote-file/rule.ts";
import dockerfileBloatedBaseImage from "./rules/dockerfile/bloated-base-image/rule.ts";
import dockerfileCopiedFilesystem from "./rules/dockerfile/copied-filesystem/rule.ts";
import dockerfileCopiedSecretFile from "./rules/dockerfile/copied-secret-file/rule.ts";
import dockerfileDistributionUpgrade from "./rules/dockerfile/distribution-upgrade/rule.ts";
import dockerfileEndOfLifeBaseImage from "./rules/dockerfile/end-of-life-base-image/rule.ts";
import dockerfileExposedSshPort from "./rules/dockerfile/exposed-ssh-port/rule.ts";
import dockerfileHostNetworkBuild from "./rules/dockerfile/host-network-build/rule.ts";
import dockerfileKnownVulnerability from "./rules/dockerfile/known-vulnerability/rule.ts";
import dockerfileMissingPipefail from "./rules/dockerfile/missing-pipefail/rule.ts";
import dockerfileMovingGitRef from "./rules/dockerfile/moving-git-ref/rule.ts";
import dockerfileNonNumericUser from "./rules/dockerfile/non-numeric-user/rule.ts";
import dockerfilePasswordlessDatabase from "./rules/dockerfile/passwordless-database/rule.ts";
import dockerfilePasswordlessSudo from "./rules/dockerfile/passwordless-sudo/rule.ts";
import dockerfilePipedDownload from "./rules/dockerfile/piped-download/rule.ts";
import dockerfilePlainHttpDownload from "./rules/dockerfile/plain-http-download/rule.ts";
import dockerfilePrivilegedBuildStep from "./rules/dockerfile/privileged-build-step/rule.ts";
import dockerfileReadableSecretMount from "./rules/dockerfile/readable-secret-mount/rule.ts";
import dockerfileRecommendedPackages from "./rules/dockerfile/recommended-packages/rule.ts";
import dockerfileRootUser from "./rules/dockerfile/root-user/rule.ts";
import dockerfileSecretInEnv from "./rules/dockerfile/secret-in-env/rule.ts";
import dockerfileSecretInRun from "./rules/dockerfile/secret-in-run/rule.ts";
import dockerfileSelfOwnedProgram from "./rules/dockerfile/self-owned-program/rule.ts";
import dockerfileSetuidBit from "./rules/dockerfile/setuid-bit/rule.ts";
import dockerfileSharedUid from "./rules/dockerfile/shared-uid/rule.ts";
import dockerfileShellFormEntrypoint from "./rules/dockerfile/shell-form-entrypoint/rule.ts";
import dockerfileShippedDebugTools from "./rules/dockerfile/shipped-debug-tools/rule.ts";
import dockerfileShippedSshServer from "./rules/dockerfile/shipped-ssh-server/rule.ts";
import dockerfileSkippedCertificateCheck from "./rules/dockerfile/skipped-certificate-check/rule.ts";
import dockerfileStalePackageIndex from "./rules/dockerfile/stale-package-index/rule.ts";
import dockerfileSudo from "./rules/dockerfile/sudo/rule.ts";
import dockerfileSystemVolume from "./rules/dockerfile/system-volume/rule.ts";
import dockerfileSystemWorkdir from "./rules/dockerfile/system-workdir/rule.ts";
import dockerfileUnlockedInstall from "./rules/dockerfile/unlocked-install/rule.ts";
import dockerfileUnpinnedBaseImage from "./rules/dockerfile/unpinned-base-image/rule.ts";
import dockerfileUnpinnedCopiedImage from "./rules/dockerfile/unpinned-copied-image/rule.ts";
import dockerfileUnpinnedDependency from "./rules/dockerfile/unpinned-dependency/rule.ts";
import dockerfileUnpinnedPackage from "./rules/dockerfile/unpinned-package/rule.ts";
import dockerfileUnpinnedSyntax from "./rules/dockerfile/unpinned-syntax/rule.ts";
import dockerfileUnsignedPackage from "./rules/dockerfile/unsigned-package/rule.ts";
import dockerfileUntrustedRegistry from "./rules/dockerfile/untrusted-registry/rule.ts";
import dockerfileWholeContextCopied from "./rules/dockerfile/whole-context-copied/rule.ts";
import dockerfileWorldWritable from "./rules/dockerfile/world-writable/rule.ts";
import dockerfileWritableSearchPath from "./rules/dockerfile/writable-search-path/rule.ts";
import kubernetesAdmissionControlAccess from "./rules/kubernetes/admission-control-access/rule.ts";
import kubernetesAggregatedRole from "./rules/kubernetes/aggregated-role/rule.ts";
import kubernetesAnonymousBinding from "./rules/kubernetes/anonymous-binding/rule.ts";
import kubernetesApiRedirection from "./rules/kubernetes/api-redirection/rule.ts";
import kubernetesAuthenticatedBinding from "./rules/kubernetes/authenticated-binding/rule.ts";
import kubernetesAutomountedToken from "./rules/kubernetes/automounted-token/rule.ts";
import kubernetesBidirectionalMountPropagation from "./rules/kubernetes/bidirectional-mount-propagation/rule.ts";
import kubernetesBindingManagement from "./rules/kubernetes/binding-management/rule.ts";
import kubernetesCertificateApproval from "./rules/kubernetes/certificate-approval/rule.ts";
import kubernetesClusterAdminBinding from "./rules/kubernetes/cluster-admin-binding/rule.ts";
import kubernetesClusterAuthConfig from "./rules/kubernetes/cluster-auth-config/rule.ts";
import kubernetesConfigMapWriting from "./rules/kubernetes/config-map-writing/rule.ts";
import kubernetesControlPlaneScheduling from "./rules/kubernetes/control-plane-scheduling/rule.ts";
import kubernetesCreatedHostPath from "./rules/kubernetes/created-host-path/rule.ts";
import kubernetesCustomSelinuxOptions from "./rules/kubernetes/custom-selinux-options/rule.ts";
import kubernetesDangerousCapabilities from "./rules/kubernetes/dangerous-capabilities/rule.ts";
import kubernetesDefaultNamespace from "./rules/kubernetes/default-namespace/rule.ts";
import kubernetesDefaultServiceAccount from "./rules/kubernetes/default-service-account/rule.ts";
import kubernetesDefaultServiceAccountBinding from "./rules/kubernetes/default-service-account-binding/rule.ts";
import kubernetesDisabledMeshTls from "./rules/kubernetes/disabled-mesh-tls/rule.ts";
import kubernetesDockerSocket from "./rules/kubernetes/docker-socket/rule.ts";
import kubernetesEndOfLifeImage from "./rules/kubernetes/end-of-life-image/rule.ts";
import kubernetesEnvFromSecret from "./rules/kubernetes/env-from-secret/rule.ts";
import kubernetesEphemeralContainer from "./rules/kubernetes/ephemeral-container/rule.ts";
import kubernetesEventDeletion from "./rules/kubernetes/event-deletion/rule.ts";
import kubernetesExposedAdminInterface from "./rules/kubernetes/exposed-admin-interface/rule.ts";
import kubernetesExposedSshPort from "./rules/kubernetes/exposed-ssh-port/rule.ts";
import kubernetesExposedWorkload from "./rules/kubernetes/exposed-workload/rule.ts";
import kubernetesExternalIps from "./rules/kubernetes/external-ips/rule.ts";
import kubernetesFailOpenAdmission from "./rules/kubernetes/fail-open-admission/rule.ts";
import kubernetesHostAliases from "./rules/kubernetes/host-aliases/rule.ts";
import kubernetesHostIpc from "./rules/kubernetes/host-ipc/rule.ts";
import kubernetesHostNetwork from "./rules/kubernetes/host-network/rule.ts";
import kubernetesHostPath from "./rules/kubernetes/host-path/rule.ts";
import kubernetesHostPathPersistentVolume from "./rules/kubernetes/host-path-persistent-volume/rule.ts";
import kubernetesHostPid from "./rules/kubernetes/host-pid/rule.ts";
import kubernetesHostPort from "./rules/kubernetes/host-port/rule.ts";
import kubernetesHostProcess from "./rules/kubernetes/host-process/rule.ts";
import kubernetesHostUserNamespace from "./rules/kubernetes/host-user-namespace/rule.ts";
import kubernetesIdleNetworkPolicy from "./rules/kubernetes/idle-network-policy/rule.ts";
import kubernetesImpersonation from "./rules/kubernetes/impersonation/rule.ts";
import kubernetesIncompleteLimitRange from "./rules/kubernetes/incomplete-limit-range/rule.ts";
import kubernetesIncompleteResourceQuota from "./rules/kubernetes/incomplete-resource-quota/rule.ts";
import kubernetesIngressAnnotationInjection from "./rules/kubernetes/ingress-annotation-injection/rule.ts";
import kubernetesIngressSnippet from "./rules/kubernetes/ingress-snippet/rule.ts";
import kubernetesInjectedGitCommand from "./rules/kubernetes/injected-git-command/rule.ts";
import kubernetesInlineStorageVolume from "./rules/kubernetes/inline-storage-volume/rule.ts";
import kubernetesInteractiveTerminal from "./rules/kubernetes/interactive-terminal/rule.ts";
import kubernetesLongLivedToken from "./rules/kubernetes/long-lived-token/rule.ts";
import kubernetesLowGid from "./rules/kubernetes/low-gid/rule.ts";
import kubernetesLowUid from "./rules/kubernetes/low-uid/rule.ts";
import kubernetesMisplacedSetting from "./rules/kubernetes/misplaced-setting/rule.ts";
import kubernetesMissingLimitRange from "./rules/kubernetes/missing-limit-range/rule.ts";
import kubernetesMissingResourceQuota from "./rules/kubernetes/missing-resource-quota/rule.ts";
import kubernetesMisspelledSetting from "./rules/kubernetes/misspelled-setting/rule.ts";
import kubernetesMistypedSetting from "./rules/kubernetes/mistyped-setting/rule.ts";
import kubernetesNamespaceModification from "./rules/kubernetes/namespace-modification/rule.ts";
import kubernetesNetworkControl from "./rules/kubernetes/network-control/rule.ts";
import kubernetesNodeModification from "./rules/kubernetes/node-modification/rule.ts";
import kubernetesNodePort from "./rules/kubernetes/node-port/rule.ts";
import kubernetesNodeProxy from "./rules/kubernetes/node-proxy/rule.ts";
import kubernetesNonNumericUser from "./rules/kubernetes/non-numeric-user/rule.ts";
import kubernetesOpenEndedImagePrefix from "./rules/kubernetes/open-ended-image-prefix/rule.ts";
import kubernetesOpenNetworkPolicy from "./rules/kubernetes/open-network-policy/rule.ts";
import kubernetesPasswordlessDatabase from "./rules/kubernetes/passwordless-database/rule.ts";
import kubernetesPersistentVolumeCreation from "./rules/kubernetes/persistent-volume-creation/rule.ts";
import kubernetesPersonalDataInConfigMap from "./rules/kubernetes/personal-data-in-config-map/rule.ts";
import kubernetesPodCreation from "./rules/kubernetes/pod-creation/rule.ts";
import kubernetesPodExec from "./rules/kubernetes/pod-exec/rule.ts";
import kubernetesPodPortForward from "./rules/kubernetes/pod-port-forward/rule.ts";
import kubernetesPowerfulAccount from "./rules/kubernetes/powerful-account/rule.ts";
import kubernetesPrivilegeEscalation from "./rules/kubernetes/privilege-escalation/rule.ts";
import kubernetesPrivilegedContainer from "./rules/kubernetes/privileged-container/rule.ts";
import kubernetesPrivilegedNamespace from "./rules/kubernetes/privileged-namespace/rule.ts";
import kubernetesPrivilegedPort from "./rules/kubernetes/privileged-port/rule.ts";
import kubernetesProbeHost from "./rules/kubernetes/probe-host/rule.ts";
import kubernetesPublicLoadBalancer from "./rules/kubernetes/public-load-balancer/rule.ts";
import kubernetesRejectedPod from "./rules/kubernetes/rejected-pod/rule.ts";
import kubernetesRemovedApi from "./rules/kubernetes/removed-api/rule.ts";
import kubernetesRetiredRegistry from "./rules/kubernetes/retired-registry/rule.ts";
import kubernetesRoleEscalation from "./rules/kubernetes/role-escalation/rule.ts";
import kubernetesRootGroup from "./rules/kubernetes/root-group/rule.ts";
import kubernetesRootUser from "./rules/kubernetes/root-user/rule.ts";
import kubernetesSecretInConfigMap from "./rules/kubernetes/secret-in-config-map/rule.ts";
import kubernetesSecretInEnv from "./rules/kubernetes/secret-in-env/rule.ts";
import kubernetesSecretInManifest from "./rules/kubernetes/secret-in-manifest/rule.ts";
import kubernetesSecretsAccess from "./rules/kubernetes/secrets-access/rule.ts";
import kubernetesServiceAccountToken from "./rules/kubernetes/service-account-token/rule.ts";
import kubernetesServiceAccountTokenSecret from "./rules/kubernetes/service-account-token-secret/rule.ts";
import kubernetesServiceLinks from "./rules/kubernetes/service-links/rule.ts";
import kubernetesSharedKernelSandbox from "./rules/kubernetes/shared-kernel-sandbox/rule.ts";
import kubernetesSharedProcessNamespace from "./rules/kubernetes/shared-process-namespace/rule.ts";
import kubernetesSkippedCertificateCheck from "./rules/kubernetes/skipped-certificate-check/rule.ts";
import kubernetesStaleImage from "./rules/kubernetes/stale-image/rule.ts";
import kubernetesSudo from "./rules/kubernetes/sudo/rule.ts";
import kubernetesSystemMastersBinding from "./rules/kubernetes/system-masters-binding/rule.ts";
import kubernetesSystemNamespace from "./rules/kubernetes/system-namespace/rule.ts";
import kubernetesTokenCreation from "./rules/kubernetes/token-creation/rule.ts";
import kubernetesTrafficRedirection from "./rules/kubernetes/traffic-redirection/rule.ts";
import kubernetesUnboundedCpu from "./rules/kubernetes/unbounded-cpu/rule.ts";
import kubernetesUnboundedEphemeralStorage from "./rules/kubernetes/unbounded-ephemeral-storage/rule.ts";
import kubernetesUnboundedMemory from "./rules/kubernetes/unbounded-memory/rule.ts";
import kubernetesUnconfinedApparmor from "./rules/kubernetes/unconfined-apparmor/rule.ts";
import kubernetesUnconfinedSeccomp from "./rules/kubernetes/unconfined-seccomp/rule.ts";
import kubernetesUndeclaredWindows from "./rules/kubernetes/undeclared-windows/rule.ts";
import kubernetesUndigestedImage from "./rules/kubernetes/undigested-image/rule.ts";
import kubernetesUndroppedCapabilities from "./rules/kubernetes/undropped-capabilities/rule.ts";
import kubernetesUnencryptedIngress from "./rules/kubernetes/unencrypted-ingress/rule.ts";
import kubernetesUnencryptedLoadBalancer from "./rules/kubernetes/unencrypted-load-balancer/rule.ts";
import kubernetesUnencryptedStorage from "./rules/kubernetes/unencrypted-storage/rule.ts";
import kubernetesUnenforcedPodSecurity from "./rules/kubernetes/unenforced-pod-security/rule.ts";
import kubernetesUnisolatedPod from "./rules/kubernetes/unisolated-pod/rule.ts";
import kubernetesUnmaskedProcMount from "./rules/kubernetes/unmasked-proc-mount/rule.ts";
import kubernetesUnpinnedImage from "./rules/kubernetes/unpinned-image/rule.ts";
import kubernetesUnrestrictedSandbox from "./rules/kubernetes/unrestricted-sandbox/rule.ts";
import kubernetesUnsafeSysctls from "./rules/kubernetes/unsafe-sysctls/rule.ts";
import kubernetesUntrustedRegistry from "./rules/kubernetes/untrusted-registry/rule.ts";
import kubernetesWildcardHost from "./rules/kubernetes/wildcard-host/rule.ts";
import kubernetesWildcardRole from "./rules/kubernetes/wildcard-role/rule.ts";
import kubernetesWindowsAdministrator from "./rules/kubernetes/windows-administrator/rule.ts";
import kubernetesWorkloadDeletion from "./rules/kubernetes/workload-deletion/rule.ts";
import kubernetesWritableHostPath from "./rules/kubernetes/writable-host-path/rule.ts";
import kubernetesWritableRootFilesystem from "./rules/kubernetes/writable-root-filesystem/rule.ts";
import kubernetesWritableSubpath from "./rules/kubernetes/writable-subpath/rule.ts";
import composeDockerSocket from "./rules/compose/docker-socket/rule.ts";
import composeHostNetwork from "./rules/compose/host-network/rule.ts";
import composeHostPid from "./rules/compose/host-pid/rule.ts";
import composePasswordlessDatabase from "./rules/compose/passwordless-database/rule.ts";
import composePrivilegeEscalation from "./rules/compose/privilege-escalation/rule.ts";
import composePrivilegedContainer from "./rules/compose/privileged-container/rule.ts";
import composePublishedOnAllInterfaces from "./rules/compose/published-on-all-interfaces/rule.ts";
import composeRootUser from "./rules/compose/root-user/rule.ts";
import composeSecretInEnvironment from "./rules/compose/secret-in-environment/rule.ts";
import composeUndroppedCapabilities from "./rules/compose/undropped-capabilities/rule.ts";
import composeUnpinnedImage from "./rules/compose/unpinned-image/rule.ts";
import composeUntrustedRegistry from "./rules/compose/untrusted-registry/rule.ts";
import composeWritableRootFilesystem from "./rules/compose/writable-root-filesystem/rule.ts";

export const rules: readonly AnyRule[] = [
  dockerfileAccountPassword,
  dockerfileAddInsteadOfCopy,
  dockerfileAddedRemoteFile,
  dockerfileBloatedBaseImage,
  dockerfileCopiedFilesystem,
  dockerfileCopiedSecretFile,
  dockerfileDistributionUpgrade,
  dockerfileEndOfLifeBaseImage,
  dockerfileExposedSshPort,
  dockerfileHostNetworkBuild,
  dockerfileKnownVulnerability,
  dockerfileMissingPipefail,
  dockerfileMovingGitRef,
  dockerfileNonNumericUser,
  dockerfilePasswordlessDatabase,
  dockerfilePasswordlessSudo,
  dockerfilePipedDownload,
  dockerfilePlainHttpDownload,
  dockerfilePrivilegedBuildStep,
  dockerfileReadableSecretMount,
  dockerfileRecommendedPackages,
  dockerfileRootUser,
  dockerfileSecretInEnv,
  dockerfileSecretInRun,
  dockerfileSelfOwnedProgram,
  dockerfileSetuidBit,
  dockerfileSharedUid,
  dockerfileShellFormEntrypoint,
  dockerfileShippedDebugTools,
  dockerfileShippedSshServer,
  dockerfileSkippedCertificateCheck,
  dockerfileStalePackageIndex,
  dockerfileSudo,
  dockerfileSystemVolume,
  dockerfileSystemWorkdir,
  dockerfileUnlockedInstall,
  dockerfileUnpinnedBaseImage,
  dockerfileUnpinnedCopiedImage,
  dockerfileUnpinnedDependency,
  dockerfileUnpinnedPackage,
  dockerfileUnpinnedSyntax,
  dockerfileUnsignedPackage,
  dockerfileUntrustedRegistry,
  dockerfileWholeContextCopied,
  dockerfileWorldWritable,
  dockerfileWritableSearchPath,
  kubernetesAdmissionControlAccess,
  kubernetesAggregatedRole,
  kubernetesAnonymousBinding,
  kubernetesApiRedirection,
  kubernetesAuthenticatedBinding,
  kubernetesAutomountedToken,
  kubernetesBidirectionalMountPropagation,
  kubernetesBindingManagement,
  kubernetesCertificateApproval,
  kubernetesClusterAdminBinding,
  kubernetesClusterAuthConfig,
  kubernetesConfigMapWriting,
  kubernetesControlPlaneScheduling,
  kubernetesCreatedHostPath,
  kubernetesCustomSelinuxOptions,
  kubernetesDangerousCapabilities,
  kubernetesDefaultNamespace,
  kubernetesDefaultServiceAccount,
  kubernetesDefaultServiceAccountBinding,
  kubernetesDisabledMeshTls,
  kubernetesDockerSocket,
  kubernetesEndOfLifeImage,
  kubernetesEnvFromSecret,
  kubernetesEphemeralContainer,
  kubernetesEventDeletion,
  kubernetesExposedAdminInterface,
  kubernetesExposedSshPort,
  kubernetesExposedWorkload,
  kubernetesExternalIps,
  kubernetesFailOpenAdmission,
  kubernetesHostAliases,
  kubernetesHostIpc,
  kubernetesHostNetwork,
  kubernetesHostPath,
  kubernetesHostPathPersistentVolume,
  kubernetesHostPid,
  kubernetesHostPort,
  kubernetesHostProcess,
  kubernetesHostUserNamespace,
  kubernetesIdleNetworkPolicy,
  kubernetesImpersonation,
  kubernetesIncompleteLimitRange,
  kubernetesIncompleteResourceQuota,
  kubernetesIngressAnnotationInjection,
  kubernetesIngressSnippet,
  kubernetesInjectedGitCommand,
  kubernetesInlineStorageVolume,
  kubernetesInteractiveTerminal,
  kubernetesLongLivedToken,
  kubernetesLowGid,
  kubernetesLowUid,
  kubernetesMisplacedSetting,
  kubernetesMissingLimitRange,
  kubernetesMissingResourceQuota,
  kubernetesMisspelledSetting,
  kubernetesMistypedSetting,
  kubernetesNamespaceModification,
  kubernetesNetworkControl,
  kubernetesNodeModification,
  kubernetesNodePort,
  kubernetesNodeProxy,
  kubernetesNonNumericUser,
  kubernetesOpenEndedImagePrefix,
  kubernetesOpenNetworkPolicy,
  kubernetesPasswordlessDatabase,
  kubernetesPersistentVolumeCreation,
  kubernetesPersonalDataInConfigMap,
  kubernetesPodCreation,
  kubernetesPodExec,
  kubernetesPodPortForward,
  kubernetesPowerfulAccount,
  kubernetesPrivilegeEscalation,
  kubernetesPrivilegedContainer,
  kubernetesPrivilegedNamespace,
  kubernetesPrivilegedPort,
  kubernetesProbeHost,
  kubernetesPublicLoadBalancer,
  kubernetesRejectedPod,
  kubernetesRemovedApi,
  kubernetesRetiredRegistry,
  kubernetesRoleEscalation,
  kubernetesRootGroup,
  kubernetesRootUser,
  kubernetesSecretInConfigMap,
  kubernetesSecretInEnv,
  kubernetesSecretInManifest,
  kubernetesSecretsAccess,
  kubernetesServiceAccountToken,
  kubernetesServiceAccountTokenSecret,
  kubernetesServiceLinks,
  kubernetesSharedKernelSandbox,
  kubernetesSharedProcessNamespace,
  kubernetesSkippedCertificateCheck,
  kubernetesStaleImage,
  kubernetesSudo,
  kubernetesSystemMastersBinding,
  kubernetesSystemNamespace,
  kubernetesTokenCreation,
  kubernetesTrafficRedirection,
  kubernetesUnboundedCpu,
  kubernetesUnboundedEphemeralStorage,
  kubernetesUnboundedMemory,
  kubernetesUnconfinedApparmor,
  kubernetesUnconfinedSeccomp,
  kubernetesUndeclaredWindows,
  kubernetesUndigestedImage,
  kubernetesUndroppedCapabilities,
  kubernetesUnencryptedIngress,
  kubernetesUnencryptedLoadBalancer,
  kubernetesUnencryptedStorage,
  kubernetesUnenforcedPodSecurity,
  kubernetesUnisolatedPod,
  kubernetesUnmaskedProcMount,
  kubernetesUnpinnedImage,
  kubernetesUnrestrictedSandbox,
  kubernetesUnsafeSysctls,
  kubernetesUntrustedRegistry,
  kubernetesWildcardHost,
  kubernetesWildcardRole,
  kubernetesWindowsAdministrator,
  kubernetesWorkloadDeletion,
  kubernetesWritableHostPath,
  kubernetesWritableRootFilesystem,
  kubernetesWritableSubpath,
  composeDockerSocket,
  composeHostNetwork,
  composeHostPid,
  composePasswordlessDatabase,
  composePrivilegeEscalation,
  composePrivilegedContainer,
  composePublishedOnAllInterfaces,
  composeRootUser,
  composeSecretInEnvironment,
  composeUndroppedCapabilities,
  composeUnpinnedImage,
  composeUntrustedRegistry,
  composeWritableRootFilesystem,
];
