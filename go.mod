module banhda

go 1.26

// The screens' packages are the front end's own business.
ignore ./web/node_modules
