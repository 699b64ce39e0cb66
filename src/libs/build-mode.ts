/** True in `next dev` only. The bundler replaces the expression by a constant, so nothing is read at run time. */
// biome-ignore lint/style/noProcessEnv: see above
export const isDevelopmentBuild = process.env.NODE_ENV === 'development';
