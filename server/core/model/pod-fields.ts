const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** The fields of a PodSpec. Source: Kubernetes API reference, core/v1. */
export const podSpecFields = words(
  "activeDeadlineSeconds affinity automountServiceAccountToken containers dnsConfig dnsPolicy enableServiceLinks ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers hostname hostnameOverride imagePullSecrets initContainers nodeName nodeSelector os overhead preemptionPolicy priority priorityClassName readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName schedulingGates schedulingGroup securityContext serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes workloadRef",
);

/** The fields of a Container. */
export const containerFields = words(
  "args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe resizePolicy resources restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce targetContainerName terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir",
);

/** The fields of a container's SecurityContext. */
export const containerContextFields = words(
  "allowPrivilegeEscalation appArmorProfile capabilities privileged procMount readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser seLinuxOptions seccompProfile windowsOptions",
);

/** The fields of a PodSecurityContext. */
export const podContextFields = words(
  "appArmorProfile fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser seLinuxChangePolicy seLinuxOptions seccompProfile supplementalGroups supplementalGroupsPolicy sysctls windowsOptions",
);

/** Fields of a PodSpec that decide about security. */
export const guardingSpecFields = words(
  "automountServiceAccountToken enableServiceLinks hostIPC hostNetwork hostPID hostUsers runtimeClassName securityContext serviceAccountName shareProcessNamespace",
);
