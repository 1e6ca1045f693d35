import { annotationsOf } from "../../../model/annotations.ts";
import { servicesOf } from "../../../model/services.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "unencrypted-load-balancer",
  title: "A load balancer ends no TLS",
  why: "Whoever sits on the way reads and changes what goes through it, passwords and session cookies first.",
  mayBreak: "Nothing is changed for you: the certificate has to be named.",
  // Only the program can say whether it speaks TLS by itself.
  severity: "off",
  references: ["CIS EKS 5.4.5", "CWE-319"],
  aliases: { kubescape: ["C-0231"], kyverno: ["aws/require-encryption-aws-loadbalancers"] },
  options: {},

  *check(manifest) {
    for (const { object, typeView } of servicesOf(manifest, "LoadBalancer")) {
      const annotations = annotationsOf(object).filter(({ key }) => /\/aws-load-balancer-/.test(key));
      if (!typeView || annotations.length === 0 || annotations.some(({ key }) => /ssl-cert$/.test(key))) continue;
      yield { span: typeView.span, message: `The load balancer of Service ${object.name} has no certificate.` };
    }
  },
});
