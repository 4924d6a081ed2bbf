// What the compiler cannot see for itself: style sheets, and the parts of GOV.UK Frontend in use.
declare module "*.scss";
declare module "*.css";

declare module "govuk-frontend" {
  type Component = abstract new (root: HTMLElement, config?: object) => object;
  export function createAll(component: Component, config?: object, scope?: Element): object[];
  export const Accordion: Component;
  export const Button: Component;
  export const CharacterCount: Component;
  export const Checkboxes: Component;
  export const ErrorSummary: Component;
  export const FileUpload: Component;
  export const NotificationBanner: Component;
  export const PasswordInput: Component;
  export const ServiceNavigation: Component;
  export const SkipLink: Component;
  export const Tabs: Component;
}
