/** The command that prints a cluster's RBAC. Without --silent npm's own words come first, and kubectl refuses the file. */
export const printRights = (cluster: string, flag: '' | ' --plain' = ''): string =>
  `npm run --silent rbac -- --cluster ${cluster}${flag} > rbac.yaml`

/** How a bot comes by the rights that it lacks. */
export const applyRights = (cluster: string, flag: '' | ' --plain' = ''): string =>
  `Run ${printRights(cluster, flag)}, and then kubectl apply -f rbac.yaml.`
