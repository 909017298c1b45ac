/*
 * The record form of a plan: part of plan.c.
 */
#ifndef CEREMONY_PLAN_SCHEMA_H
#define CEREMONY_PLAN_SCHEMA_H

#include "ceremony/record.h"

extern const struct record_schema plan_schema;

#endif
