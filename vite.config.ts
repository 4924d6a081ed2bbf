// How the front end is built: one entry, hashed names, a manifest that the page template reads.
import { defineConfig } from "vite";

export default defineConfig({
  // Addresses inside the built files are relative, so the static files may stand anywhere.
  base: "./",
  publicDir: false,
  build: {
    outDir: process.env.FRANKPLEDGE_ASSETS_OUT ?? "frankpledge/ui/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    sourcemap: false,
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: { input: "frankpledge/ui/assets/main.ts" },
  },
  css: {
    // GOV.UK Frontend carries one media query for old browsers that the CSS parser rejects.
    lightningcss: { errorRecovery: true },
    preprocessorOptions: { scss: { loadPaths: [".", "node_modules"], quietDeps: true } },
  },
});
